from odoo import fields, models


class AftersalesAuditClause(models.Model):
    """What certifiers often find here (R360 to R363)."""

    _inherit = "aftersales.audit.clause"

    typical_finding = fields.Text(
        string="Often Found by Certifiers",
        translate=True,
        help="The check of readiness names it unless the last evaluation found the "
        "indicator met.",
    )
