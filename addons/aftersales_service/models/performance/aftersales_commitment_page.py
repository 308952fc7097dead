from odoo import api, models
from odoo.fields import Domain

# In the order in which they are read (R024): what we stand for, what we promise, what
# we aim at. A strategy is for the company's own people.
PUBLIC_KINDS = ("concept", "commitment", "target")


class AftersalesCommitment(models.Model):
    """Published commitments for page, card, portal and every paper."""

    _inherit = "aftersales.commitment"

    @api.model
    def _get_published(self, company):
        """Published commitments of a company; with raised rights, as customers have
        none: nothing but published words is shown."""
        return self.sudo().search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "published")
            & Domain("kind", "in", PUBLIC_KINDS)
        )

    def action_print_card(self):
        """All that is published, on one card (R024)."""
        report = self.env.ref("aftersales_service.action_report_commitments")
        return report.report_action(self.company_id or self.env.company)
