from odoo import api, models
from odoo.exceptions import UserError


class AftersalesAuditDocumentMixin(models.AbstractModel):
    """What documents of this addon do alike: they say what is missing and who has to
    act, and keep what follows from steps from being typed in."""

    _name = "aftersales.audit.document.mixin"
    _description = "Document of the Audit"

    # Moments, people and figures that steps write.
    _stamps: frozenset[str] = frozenset()
    _files_field = "attachment_ids"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_stamps(vals)
        records = super().create(vals_list)
        if any(self._files_field in vals for vals in vals_list):
            records._hand_over_files()
        return records

    def write(self, vals):
        self._check_stamps(vals)
        result = super().write(vals)
        if self._files_field in vals:
            self._hand_over_files()
        return result

    def _hand_over_files(self) -> None:
        """Files that were uploaded for no document yet belong to this one, so that
        whoever may see it may open them."""
        for record in self:
            loose = record.sudo()[self._files_field].filtered(
                lambda file: not file.res_id and file.create_uid == self.env.user
            )
            loose.write({"res_model": record._name, "res_id": record.id})

    def _check_stamps(self, vals: dict) -> None:
        if self._stamps & vals.keys() and not (self.env.su or self._is_in_step()):
            raise UserError(
                self.env._("Who took a step, when, and what was measured is not typed.")
            )

    def _get_missing_fields(self, *names: str) -> list[str]:
        """A line for each of these fields that is empty."""
        self.ensure_one()
        return [
            self.env._(
                "%(record)s: fill in %(field)s.",
                record=self.display_name,
                field=self._fields[name]._description_string(self.env),
            )
            for name in names
            if not self[name]
        ]

    def _prepare_activity(self, kind: str, user, day, summary: str) -> dict:
        """Values of an activity on this document.

        :param kind: the addon's own id of the activity type
        :param summary: in the words of the user it is for
        """
        self.ensure_one()
        return {
            "activity_type_id": self.env.ref(f"aftersales_audit.{kind}").id,
            "automated": True,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "user_id": user.id,
            "date_deadline": day,
            "summary": summary,
        }
