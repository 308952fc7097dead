from odoo import fields, models


class AftersalesDispatch(models.Model):
    _inherit = "aftersales.dispatch"

    performance_entry_ids = fields.One2many(
        "aftersales.performance.entry",
        "dispatch_id",
        string="Rewards and Penalties",
        groups="aftersales_service.group_outlet_manager,"
        "aftersales_service.group_dispatcher,aftersales_service.group_inspector",
    )

    # As of the orders' moments: what a period's key figures read.
    _finished_idx = models.Index("USING brin (finished_at) WITH (pages_per_range = 32)")
