from odoo import models


class AftersalesPromiseMixin(models.AbstractModel):
    """A missed promise is a nonconformity where its policy says so."""

    _inherit = "aftersales.promise.mixin"

    def _on_breach(self) -> None:
        result = super()._on_breach()
        Nonconformity = self.env["aftersales.nonconformity"]
        missed = self.filtered("policy_id.breach_severity_id")
        for document, rows in missed.grouped(lambda row: row._get_document()).items():
            if document._name == Nonconformity._name:
                continue
            Nonconformity._open_for(
                document,
                {
                    "source": "sla",
                    "title": self.env._(
                        "Missed: %(promise)s", promise=rows[0].display_name
                    ),
                    "facts": "\n".join(
                        f"{row.display_name}: {row.deadline}" for row in rows
                    ),
                    "severity_id": rows.policy_id.breach_severity_id[:1].id,
                },
            )
        return result
