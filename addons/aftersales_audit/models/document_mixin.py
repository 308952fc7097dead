from odoo import models


class AftersalesAuditDocumentMixin(models.AbstractModel):
    """What documents of this addon say alike: what is missing, and who has to act."""

    _name = "aftersales.audit.document.mixin"
    _description = "Document of the Audit"

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
