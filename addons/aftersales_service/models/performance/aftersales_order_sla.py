from odoo import fields, models


class AftersalesOrderSla(models.Model):
    _inherit = "aftersales.order.sla"

    performance_entry_ids = fields.One2many(
        "aftersales.performance.entry",
        "sla_id",
        string="Rewards and Penalties",
        groups="aftersales_service.group_outlet_manager,"
        "aftersales_service.group_dispatcher,aftersales_service.group_inspector",
    )

    # Key figures read the promises of one kind that were due in a period.
    _milestone_deadline_idx = models.Index(
        "(company_id, milestone, deadline) WHERE state != 'cancelled'"
    )
