from odoo import models
from odoo.tools import format_datetime


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
        """What is found where these promises of a document were missed, in the
        company's language and time: the clock that finds it has neither."""
        company = self[0]._get_document().company_id.sudo()
        rows = self.with_context(lang=company.partner_id.lang or self.env.lang)
        zone = company.resource_calendar_id.tz or "UTC"
        return {
            "source": "sla",
            "title": rows.env._("Missed: %(promise)s", promise=rows[0].display_name),
            "facts": "\n".join(
                f"{row.display_name}: {format_datetime(row.env, row.deadline, tz=zone)}"
                for row in rows
            ),
            "severity_id": self.policy_id.breach_severity_id[:1].id,
        }
