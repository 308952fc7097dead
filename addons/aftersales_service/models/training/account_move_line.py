from odoo import api, fields, models


class AccountMoveLine(models.Model):
    """A bill line that is cost of a training: booked on its analytic account."""

    _inherit = "account.move.line"

    aftersales_session_id = fields.Many2one(
        "aftersales.training.session",
        string="Training Session",
        check_company=True,
        index="btree_not_null",
        help="The training that this is cost of.",
    )

    @api.depends("aftersales_session_id")
    def _compute_analytic_distribution(self):
        """Also for those who do not see analytic accounts."""
        result = super()._compute_analytic_distribution()
        for line in self.filtered("aftersales_session_id"):
            distribution = line.aftersales_session_id._get_analytic_distribution()
            line.analytic_distribution = distribution or line.analytic_distribution
        return result
