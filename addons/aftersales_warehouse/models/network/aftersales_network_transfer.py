from odoo import api, fields, models

from ...tools import network_flow, network_price


class AftersalesNetworkTransfer(models.Model):
    """Aged goods that go from one outlet to another at their net value (R227, R228).

    ``_steps`` says who takes which step, ``_goods`` moves the goods by the host's
    transfers, ``_orders`` and ``_settlement`` what the outlets owe each other.
    """

    _name = "aftersales.network.transfer"
    _description = "Network Transfer"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["name", "outlet_id", "dest_outlet_id"]

    _flow_roles = network_flow.ROLES
    _flow_moments = network_flow.MOMENTS

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Goods From",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("warehouse_id", "!=", False)],
        tracking=True,
    )
    dest_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Goods To",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("warehouse_id", "!=", False)],
        default=lambda self: self.env["aftersales.outlet"]._get_network_home(),
        tracking=True,
    )
    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, precompute=True, default=None
    )
    dest_company_id = fields.Many2one(
        related="dest_outlet_id.company_id",
        string="Taking Company",
        store=True,
        precompute=True,
        index=True,
    )
    is_intercompany = fields.Boolean(
        string="Between Companies", compute="_compute_is_intercompany"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("requested", "Waits for Consent"),
            ("consented", "Consented"),
            ("shipped", "On the Way"),
            ("received", "Arrived"),
            ("settled", "Settled"),
            ("refused", "Refused"),
            ("expired", "Lapsed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    stopped_order_id = fields.Many2one(
        "purchase.order",
        string="Instead Of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The purchase order that would have ordered these goods.",
    )
    origin = fields.Char(string="Source", readonly=True, copy=False)
    note = fields.Text(string="What For", help="The holder reads it.")
    refusal_reason = fields.Text(readonly=True, copy=False, tracking=True)
    line_ids = fields.One2many(
        "aftersales.network.transfer.line", "transfer_id", string="Goods", copy=True
    )

    # -- moments and people ----
    requested_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    consented_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Empty: released by the policy, unanswered.",
    )
    requested_at = fields.Datetime(string="Requested On", readonly=True, copy=False)
    consented_at = fields.Datetime(string="Consented On", readonly=True, copy=False)
    shipped_at = fields.Datetime(string="Sent On", readonly=True, copy=False)
    received_at = fields.Datetime(string="Arrived On", readonly=True, copy=False)
    settled_at = fields.Datetime(string="Settled On", readonly=True, copy=False)
    days_to_turn = fields.Float(
        compute="_compute_days_to_turn",
        store=True,
        aggregator="avg",
        help="From the request to the arrival.",
    )

    # -- money ----
    km = fields.Float(
        string="Distance (km)",
        digits=(10, 0),
        compute="_compute_km",
        store=True,
        aggregator="avg",
    )
    amount_goods = fields.Monetary(
        string="Goods at Net Value",
        compute="_compute_amount",
        store=True,
        help="Of what was asked for; once it has arrived, of what arrived.",
    )
    freight_amount = fields.Monetary(
        string="Short Haul",
        compute="_compute_freight_amount",
        store=True,
        readonly=False,
        tracking=True,
        help="Way between the two outlets, the only freight the taker bears: by the "
        "rates, or what it really cost.",
    )
    freight_paid_by = fields.Selection(
        [("giver", "The Holder"), ("taker", "The Taker")],
        string="Haulier Paid By",
        default="giver",
        required=True,
        help="The taker bears it. If he pays the haulier himself, it is not settled.",
    )
    amount_total = fields.Monetary(string="Owed", compute="_compute_amount", store=True)
    amount_saved = fields.Monetary(
        string="Value Saved",
        compute="_compute_amount",
        store=True,
        help="What the same goods would cost new, less what the taker owes.",
    )

    _two_outlets = models.Constraint(
        "CHECK(outlet_id != dest_outlet_id)",
        "Goods go from one outlet to another, not to itself.",
    )
    _freight_positive = models.Constraint(
        "CHECK(freight_amount >= 0)", "Short Haul must not be negative."
    )

    @api.depends("company_id", "dest_company_id")
    def _compute_is_intercompany(self):
        for transfer in self:
            transfer.is_intercompany = transfer.company_id != transfer.dest_company_id

    @api.depends("requested_at", "received_at")
    def _compute_days_to_turn(self):
        for transfer in self:
            begun, ended = transfer.requested_at, transfer.received_at
            days = (ended - begun).total_seconds() / 86400 if begun and ended else 0.0
            transfer.days_to_turn = days

    @api.depends("outlet_id", "dest_outlet_id")
    def _compute_km(self):
        known = self.filtered(lambda one: one.outlet_id and one.dest_outlet_id)
        pairs = {one: (one.outlet_id, one.dest_outlet_id) for one in known}
        ways = self.env["aftersales.outlet"]._get_ways(pairs.values())
        for transfer in self:
            way = ways.get(pairs.get(transfer))
            transfer.km = way.km if way else 0.0

    @api.depends("km")
    def _compute_freight_amount(self):
        bands = self.env["aftersales.network.freight"]._get_bands(self.company_id)
        for transfer in self:
            transfer.freight_amount = float(
                network_price.freight(transfer.km, bands.get(transfer.company_id, ()))
            )

    @api.depends(
        "line_ids.amount",
        "line_ids.amount_saved",
        "freight_amount",
        "freight_paid_by",
    )
    def _compute_amount(self):
        for transfer in self:
            lines = transfer.line_ids
            owed = transfer.freight_paid_by == "giver" and transfer.freight_amount
            transfer.amount_goods = sum(lines.mapped("amount"))
            transfer.amount_total = transfer.amount_goods + owed
            transfer.amount_saved = (
                sum(lines.mapped("amount_saved")) - transfer.freight_amount
            )
