from odoo import api, models
from odoo.exceptions import UserError

#: Taken from the states of the revisions.
FOLLOWS = frozenset({"revision_id", "pending_revision_id", "status"})


class AftersalesDocument(models.Model):
    """What of a document is not written at will; over RPC as well."""

    _inherit = "aftersales.document"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_typed(vals)
        if "kind" in vals:
            self._check_kind(vals["kind"] == "external")
        return super().write(vals)

    def _check_typed(self, vals: dict) -> None:
        if FOLLOWS & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "Which revision is valid follows from its steps and is not typed."
                )
            )

    def _check_kind(self, is_external: bool) -> None:
        """An external document asks for fewer signatures; none changes over."""
        signed = self.filtered(
            lambda document: (
                (document.kind == "external") != is_external
                and any(
                    revision.state not in ("draft", "cancelled")
                    for revision in document.sudo().revision_ids
                )
            )
        )
        if signed:
            raise UserError(
                self.env._(
                    "%(documents)s: Kind of Document says who signs. It cannot become "
                    "or cease to be external after a revision was handed in; register "
                    "it anew under another number.",
                    documents=", ".join(signed.mapped("display_name")),
                )
            )
