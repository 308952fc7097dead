from odoo import models


class AftersalesComplaint(models.Model):
    """What a complaint taught becomes a nonconformity (R251, R253)."""

    _name = "aftersales.complaint"
    _inherit = ["aftersales.complaint", "aftersales.nonconformity.origin.mixin"]

    def _on_lesson(self) -> None:
        result = super()._on_lesson()
        Nonconformity = self.env["aftersales.nonconformity"]
        severity = self.env.ref("aftersales_audit.nonconformity_severity_minor")
        Nonconformity._open_for_all(
            {
                complaint: {
                    "source": "complaint",
                    "severity_id": severity.id,
                    "title": complaint.title,
                    "facts": "\n".join(
                        filter(None, (complaint.description, complaint.lesson))
                    ),
                    "user_id": (complaint.outlet_id.manager_id or complaint.user_id).id,
                }
                for complaint in self
            }
        )
        return result
