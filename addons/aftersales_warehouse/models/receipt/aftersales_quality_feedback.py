from odoo import api, fields, models

from odoo.addons.aftersales_service.tools.flow import Flow, Step

from ...tools import quality_flow
from .aftersales_quality_liability import CAUSES, KINDS, LIABLE

FLOW = Flow(
    {step: Step(*ends) for step, ends in quality_flow.STEPS.items()},
    by_the_way=quality_flow.BY_THE_WAY,
)


class AftersalesQualityFeedback(models.Model):
    """Goods that are not as they should be: what, why, who bears it, what became of it.

    Those found at a receipt come from its check; others are written by hand, for goods
    found in stock, at a customer's site or under warranty (R447).
    """

    _name = "aftersales.quality.feedback"
    _description = "Quality Feedback"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _flow_roles = quality_flow.ROLES
    _flow_moments = quality_flow.MOMENTS
    _flow_stamps = frozenset(
        {*quality_flow.MOMENTS.values(), "decided_by_id", "charge_id", "report_id"}
    )

    outlet_id = fields.Many2one(
        "aftersales.outlet", required=True, index=True, check_company=True
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Found At",
        readonly=True,
        index="btree_not_null",
        check_company=True,
    )
    move_id = fields.Many2one(
        "stock.move", readonly=True, index="btree_not_null", check_company=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Supplier or Customer", check_company=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Goods",
        required=True,
        index=True,
        check_company=True,
        domain="[('type', '=', 'consu')]",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        index="btree_not_null",
        check_company=True,
        domain="[('product_id', '=', product_id)]",
    )
    lot_name = fields.Char(
        string="Lot or Serial Number",
        compute="_compute_lot_name",
        store=True,
        readonly=False,
    )
    product_uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    quantity = fields.Float(digits="Product Unit", required=True, default=1.0)
    location_id = fields.Many2one(
        "stock.location",
        string="Stands In",
        readonly=True,
        check_company=True,
        help="The place for nonconforming goods. Empty: nothing is there to stand.",
    )
    kind = fields.Selection(
        KINDS, string="Difference", required=True, index=True, tracking=True
    )
    cause = fields.Selection(CAUSES, tracking=True)
    liability = fields.Selection(
        LIABLE,
        string="Borne By",
        compute="_compute_liability",
        store=True,
        readonly=False,
        index=True,
        tracking=True,
        help="By the table of liabilities; head office decides. What production or "
        "the driver bears is held for head office and does not depreciate.",
    )
    driver_id = fields.Many2one(
        "res.partner", string="Haulage Driver", check_company=True
    )
    is_serious = fields.Boolean(
        string="Serious Accident",
        tracking=True,
        help="Head office is told at once, whatever the day.",
    )
    description = fields.Text()
    photo_ids = fields.Many2many(
        "ir.attachment", string="Photos", bypass_search_access=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("reported", "Reported"),
            ("decided", "Decided"),
            ("settled", "Case Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
        tracking=True,
    )
    reported_by_id = fields.Many2one(
        "res.users",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    reported_at = fields.Datetime(string="Reported On", readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided On", readonly=True, copy=False)
    decision_note = fields.Text(string="Investigation and Measures", copy=False)
    disposition = fields.Selection(
        [
            ("supplement", "Supplied Later"),
            ("sender", "Returned to the Sender"),
            ("repair", "Repaired and Back in Stock"),
            ("accept", "Kept and Paid For"),
            ("scrap", "Scrapped"),
            ("none", "Nothing to Do"),
        ],
        string="What Became of It",
        copy=False,
        tracking=True,
    )
    settled_at = fields.Datetime(string="Case Closed On", readonly=True, copy=False)
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(
        string="Cost of Putting Right",
        copy=False,
        help="Repair or disposal by head office's staff. What the outlet answers for "
        "is charged to its analytic account.",
    )
    charge_id = fields.Many2one(
        "account.analytic.line", string="Charged As", readonly=True, copy=False
    )
    report_id = fields.Many2one(
        "aftersales.quality.report",
        string="Sent With",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    _quantity_check = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a quality feedback is more than zero."
    )
    _cost_check = models.Constraint("CHECK(cost >= 0)", "A cost is not negative.")
    _unsent_idx = models.Index("(outlet_id) WHERE report_id IS NULL")

    @api.depends("product_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for feedback in self:
            goods = feedback.product_id.display_name or ""
            kind = kinds.get(feedback.kind, "")
            feedback.display_name = f"{feedback.name} {goods}: {kind}"

    @api.depends("product_id")
    def _compute_product_uom_id(self):
        for feedback in self:
            feedback.product_uom_id = feedback.product_id.uom_id

    @api.depends("lot_id")
    def _compute_lot_name(self):
        for feedback in self:
            feedback.lot_name = feedback.lot_id.name or feedback.lot_name

    @api.depends("kind", "cause", "company_id")
    def _compute_liability(self):
        for company, feedbacks in self.grouped("company_id").items():
            facts = [{"kind": one.kind, "cause": one.cause} for one in feedbacks]
            Liability = self.env["aftersales.quality.liability"]
            liable = Liability._find_liability(facts, company)
            for feedback, who in zip(feedbacks, liable, strict=True):
                feedback.liability = who

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "report": self.env._("Report"),
            "decide": self.env._("Decide"),
            "settle": self.env._("Close the Case"),
            "cancel": self.env._("Cancel"),
        }
