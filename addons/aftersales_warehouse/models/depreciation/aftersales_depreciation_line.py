from odoo import api, fields, models
from odoo.tools import format_date


class AftersalesDepreciationLine(models.Model):
    """What a run says of one layer, or of one use of a layer.

    Runs write them in bulk and nobody changes them, so they carry no log of their own.
    """

    _name = "aftersales.depreciation.line"
    _description = "Line of a Depreciation Run"
    _order = "run_id desc, outlet_id, id"
    _rec_name = "layer_id"
    _log_access = False

    run_id = fields.Many2one(
        "aftersales.depreciation.run", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("charge", "Month's charge"),
            ("release", "Goods left"),
            ("revive", "Goods came back"),
        ],
        string="Kind of Line",
        required=True,
    )
    layer_id = fields.Many2one(
        "aftersales.stock.layer", required=True, index=True, ondelete="restrict"
    )
    use_id = fields.Many2one(
        "aftersales.stock.layer.use",
        string="Layer Use",
        index="btree_not_null",
        ondelete="restrict",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        index="btree_not_null",
        help="Who bears it. Empty: head office.",
    )
    policy_id = fields.Many2one("aftersales.storage.policy", ondelete="restrict")
    month_end = fields.Date(string="Month", required=True)
    age = fields.Integer(
        string="Age (Months)", aggregator=False, help="At the month's end."
    )
    periods = fields.Integer(string="Months Due", aggregator=False)
    rate = fields.Float(string="Rate a Month (%)", digits=(6, 3), aggregator=False)
    quantity = fields.Float(digits="Product Unit")
    cost = fields.Monetary(help="Remaining quantity × unit cost of the layer.")
    cumulative = fields.Monetary(
        string="Allowance Due", help="Cost × rate × months due, rounded."
    )
    booked = fields.Monetary(string="Booked Before")
    amount = fields.Monetary(
        help="What the run adds to the allowance; below zero: what it takes out."
    )
    reason = fields.Char(compute="_compute_reason")

    state = fields.Selection(related="run_id.state")
    company_id = fields.Many2one(related="run_id.company_id")
    currency_id = fields.Many2one(related="run_id.company_id.currency_id")
    product_id = fields.Many2one(related="layer_id.product_id")
    categ_id = fields.Many2one(related="layer_id.categ_id", string="Product Category")
    lot_id = fields.Many2one(related="layer_id.lot_id")
    quality = fields.Selection(related="layer_id.quality")
    first_received_on = fields.Date(related="layer_id.first_received_on")

    @api.depends("kind", "layer_id", "use_id", "age", "periods", "rate", "cost")
    def _compute_reason(self):
        # Who may read the line may read what it is made of.
        for line in self.sudo():
            line.reason = (
                line._get_charge_reason()
                if line.kind == "charge"
                else line._get_use_reason()
            )

    def _get_charge_reason(self) -> str:
        policy = self.policy_id
        if not self.periods:
            return self.env._(
                "In custody since %(day)s, month %(age)s: within the term of %(term)s "
                "months, nothing is due.",
                day=format_date(self.env, self.first_received_on),
                age=self.age,
                term=policy.storage_months,
            )
        return self.env._(
            "In custody since %(day)s, month %(age)s: %(periods)s of %(count)s × "
            "%(rate)s %% of %(cost)s.",
            day=format_date(self.env, self.first_received_on),
            age=self.age,
            periods=self.periods,
            count=policy.period_count,
            rate=f"{self.rate:g}",
            cost=self.currency_id.format(self.cost),
        )

    def _get_use_reason(self) -> str:
        kinds = dict(self.use_id._fields["kind"]._description_selection(self.env))
        values = {
            "kind": kinds.get(self.use_id.kind, ""),
            "day": format_date(self.env, self.use_id.date),
            "quantity": f"{abs(self.quantity):g}",
            "unit": self.product_id.uom_id.name,
        }
        if self.kind == "revive":
            return self.env._(
                "%(kind)s on %(day)s: %(quantity)s %(unit)s came back with their "
                "allowance.",
                **values,
            )
        return self.env._(
            "%(kind)s on %(day)s: %(quantity)s %(unit)s left with their allowance.",
            **values,
        )
