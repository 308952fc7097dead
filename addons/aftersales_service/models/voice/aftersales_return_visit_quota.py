from odoo import api, fields, models

ENDED = ("done", "refused", "unreachable", "cancelled")


class AftersalesReturnVisitQuota(models.Model):
    """How many customers of an outlet a campaign asks: written when it is drawn."""

    _name = "aftersales.return.visit.quota"
    _description = "Quota of an Outlet in a Campaign"
    _order = "population desc, id"
    _rec_name = "outlet_id"

    campaign_id = fields.Many2one(
        "aftersales.return.visit.campaign",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: customers whom no outlet served.",
    )
    population = fields.Integer(
        string="Customers", readonly=True, help="Of the outlet, who could be drawn."
    )
    quota = fields.Integer(readonly=True)
    done_count = fields.Integer(string="Visited", compute="_compute_counts")
    open_count = fields.Integer(string="To Visit", compute="_compute_counts")

    _outlet_uniq = models.UniqueIndex(
        "(campaign_id, COALESCE(outlet_id, 0))", "An outlet has one quota a campaign."
    )

    @api.depends("campaign_id", "outlet_id")
    def _compute_counts(self):
        counts: dict = {}
        for campaign, outlet, state, count in self.env[
            "aftersales.return.visit"
        ]._read_group(
            [("campaign_id", "in", self.campaign_id.ids)],
            ["campaign_id", "outlet_id", "state"],
            ["__count"],
        ):
            known = counts.setdefault((campaign, outlet), {"done": 0, "open": 0})
            if state == "done":
                known["done"] += count
            elif state not in ENDED:
                known["open"] += count
        for quota in self:
            known = counts.get((quota.campaign_id, quota.outlet_id), {})
            quota.done_count = known.get("done", 0)
            quota.open_count = known.get("open", 0)
