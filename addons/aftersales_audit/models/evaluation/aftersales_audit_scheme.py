from odoo import models


class AftersalesAuditScheme(models.Model):
    _inherit = "aftersales.audit.scheme"

    def _get_users(self) -> list[str]:
        """Evaluations that were planned by it."""
        audits = (
            self.env["aftersales.audit"]
            .sudo()
            .search([("scheme_id", "=", self.id), ("state", "!=", "draft")])
        )
        return super()._get_users() + audits.mapped("name")
