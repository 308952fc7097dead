from odoo import api, fields, models
from odoo.exceptions import UserError

# Context value under which seals are put on and taken off. Compared by identity, so
# nothing that arrives over RPC can stand for it, and superuser code does not have it.
SEALING = object()
# What goes on around a record without changing what it says.
HARMLESS_PREFIXES = ("message_", "activity_", "my_activity_", "website_message_")
HARMLESS = frozenset({"access_token", "color"})


class AftersalesSealedMixin(models.AbstractModel):
    """A record that an archive seals: read-only from then on, for everybody.

    The rule stands in ``write`` and ``unlink``, so it holds for RPC and for code that
    runs as superuser. Messages and activities go on.
    """

    _name = "aftersales.sealed.mixin"
    _description = "Record That Can Be Sealed"

    # What others note on a sealed record afterwards (where it was settled, say).
    _unsealed_fields: frozenset[str] = frozenset()

    sealed_at = fields.Datetime(string="Sealed", readonly=True, copy=False)
    sealed_in = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Number of the archive batch that holds this record.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._without_seal(vals) for vals in vals_list])

    def write(self, vals):
        if not self._is_sealing():
            vals = self._without_seal(vals)
            if any(
                not is_harmless(name) and name not in self._unsealed_fields
                for name in vals
            ):
                self._refuse_sealed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        self._refuse_sealed()

    @api.model
    def _is_sealing(self) -> bool:
        return self.env.context.get("_aftersales_sealing") is SEALING

    @api.model
    def _without_seal(self, vals: dict) -> dict:
        """A seal comes from an archive, not from whoever writes the record."""
        return {
            name: value
            for name, value in vals.items()
            if name not in ("sealed_at", "sealed_in") or self._is_sealing()
        }

    def _refuse_sealed(self) -> None:
        sealed = self.sudo().filtered("sealed_at")
        if sealed and not self._is_sealing():
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(record)s is sealed in archive %(batch)s and cannot be "
                        "changed. An administrator can open the seal of the archive, "
                        "with a reason.",
                        record=record.display_name,
                        batch=record.sealed_in,
                    )
                    for record in sealed
                )
            )

    def _seal(self, batch_name: str) -> None:
        self.sudo().with_context(_aftersales_sealing=SEALING).write(
            {"sealed_at": fields.Datetime.now(), "sealed_in": batch_name}
        )

    def _unseal(self) -> None:
        self.sudo().with_context(_aftersales_sealing=SEALING).write(
            {"sealed_at": False, "sealed_in": False}
        )


class AftersalesSealedPartMixin(models.AbstractModel):
    """A line that belongs to records which can be sealed (``_sealed_parents``)."""

    _name = "aftersales.sealed.part.mixin"
    _description = "Part of a Record That Can Be Sealed"

    _sealed_parents: tuple[str, ...] = ()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_sealed_parents()
        return lines

    def write(self, vals):
        self._refuse_sealed_parents()
        result = super().write(vals)
        if set(vals) & set(self._sealed_parents):
            # Nor may it be brought into another sealed record.
            self._refuse_sealed_parents()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        self._refuse_sealed_parents()

    def _refuse_sealed_parents(self) -> None:
        for name in self._sealed_parents:
            self.sudo()[name]._refuse_sealed()


def is_harmless(name: str) -> bool:
    """Does this field belong to what goes on around a record?"""
    return name in HARMLESS or name.startswith(HARMLESS_PREFIXES)
