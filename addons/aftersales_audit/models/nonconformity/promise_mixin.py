from odoo import models


class AftersalesPromiseMixin(models.AbstractModel):
    """A missed promise is a nonconformity where its policy says so."""

    _inherit = "aftersales.promise.mixin"

    def _on_breach(self) -> None:
        result = super()._on_breach()
        Nonconformity = self.env["aftersales.nonconformity"]
        missed = self.filtered("policy_id.breach_severity_id")
        Nonconformity._open_for_all(
            {
                document: rows._prepare_breach_vals()
                for document, rows in missed.grouped(
                    lambda row: row._get_document()
                ).items()
                # A late nonconformity is told by the ladder.
                if document._name != Nonconformity._name
            }
        )
        return result

    def _prepare_breach_vals(self) -> dict:
        """What is found where these promises of a document were missed."""
        return {
            "source": "sla",
            "title": self.env._("Missed: %(promise)s", promise=self[0].display_name),
            "facts": "\n".join(f"{row.display_name}: {row.deadline}" for row in self),
            "severity_id": self.policy_id.breach_severity_id[:1].id,
        }
