from odoo import models


class AftersalesOrderSla(models.Model):
    _inherit = "aftersales.order.sla"

    # Key figures read the promises of one kind that were due in a period.
    _milestone_deadline_idx = models.Index(
        "(company_id, milestone, deadline) WHERE state != 'cancelled'"
    )
