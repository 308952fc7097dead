from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import recall_flow


class AftersalesRecall(models.Model):
    """A recall, a service campaign, or the notice of a defect.

    This file holds what a recall *is*. What it does stands beside it: ``_steps``
    (states), ``_selection`` and ``_hits`` (which units are affected), ``_orders`` (one
    service order a unit), ``_parts`` (are the parts there), ``_notice_page`` (what
    everybody may read).
    """

    _name = "aftersales.recall"
    _description = "Recall"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title"]

    title = fields.Char(required=True, translate=True, tracking=True)
    kind = fields.Selection(
        [
            ("recall", "Recall"),
            ("campaign", "Service Campaign"),
            ("notice", "Defect Notice Only"),
        ],
        default="recall",
        required=True,
        tracking=True,
        help="Recall: there is danger, stock is locked. Service campaign: an "
        "improvement that we offer. Defect notice only: customers are told, nothing "
        "is collected.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("assessed", "Assessed"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_state",
    )
    hazard_level = fields.Selection(
        [
            ("none", "No Danger"),
            ("low", "Slight"),
            ("serious", "Serious: Persons in Danger"),
        ],
        required=True,
        default="low",
        tracking=True,
    )
    hazard = fields.Text(
        translate=True, help="What may happen to people and goods. Read by everybody."
    )
    defect = fields.Text(
        translate=True, help="What is wrong, and why. Read by everybody."
    )
    remedy = fields.Text(
        translate=True, help="What we do about it, free of charge. Read by everybody."
    )
    instructions = fields.Text(
        string="What Customers Do Now",
        translate=True,
        help="Stop using it, unplug it … Read by everybody.",
    )
    work_instructions = fields.Text(
        translate=True, help="How the work is done: goes on each service order."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        tracking=True,
    )
    due_date = fields.Date(
        string="To Be Done By", tracking=True, help="Day promised to the authority."
    )

    # -- where it comes from, who was told ----------------------------------------
    source = fields.Char(help="Test, complaint, supplier, authority … and its number.")
    authority = fields.Char(help="Authority that the recall is reported to.")
    authority_reference = fields.Char(copy=False, tracking=True)
    authority_reported_date = fields.Date(
        string="Reported to the Authority",
        copy=False,
        tracking=True,
        help="A serious danger is reported before the recall starts.",
    )
    is_published = fields.Boolean(
        string="Published",
        readonly=True,
        copy=False,
        tracking=True,
        help="Stands on the public notice page until the recall is closed.",
    )
    published_at = fields.Datetime(readonly=True, copy=False)

    # -- what it does ----------------------------------------------------------------
    is_stop_sale = fields.Boolean(
        string="Stop Sale",
        compute="_compute_is_stop_sale",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Affected stock does not leave: not to customers, not to other outlets, "
        "not into products. It may go to a quarantine location.",
    )
    order_type_id = fields.Many2one(
        "aftersales.order.type",
        string="Type of the Orders",
        check_company=True,
        default=lambda self: self.env.ref(
            "aftersales_service.order_type_recall", raise_if_not_found=False
        ),
    )
    min_ready_rate = fields.Float(
        string="Parts Ready at Least",
        default=0.0,
        help="A wave starts at outlets only where parts are there for this share of "
        "their units.",
    )
    criterion_ids = fields.One2many(
        "aftersales.recall.criterion", "recall_id", "Affected Are", copy=True
    )
    part_ids = fields.One2many(
        "aftersales.recall.part", "recall_id", "Parts of One Unit", copy=True
    )
    line_ids = fields.One2many("aftersales.recall.line", "recall_id", "Units")
    wave_ids = fields.One2many("aftersales.recall.wave", "recall_id", "Notice Waves")
    completion_ids = fields.One2many(
        "aftersales.recall.outlet", "recall_id", "Completion by Outlet"
    )

    # -- moments, each stamped once -----------------------------------------------
    assessed_at = fields.Datetime(string="Assessed", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Closed", readonly=True, copy=False)
    cancelled_at = fields.Datetime(string="Cancelled", readonly=True, copy=False)
    cancel_reason = fields.Char(copy=False, tracking=True)

    # -- figures ----------------------------------------------------------------------
    line_count = fields.Integer(string="Units Affected", compute="_compute_counts")
    stock_count = fields.Integer(string="In Our Hands", compute="_compute_counts")
    told_count = fields.Integer(string="Reached", compute="_compute_counts")
    answered_count = fields.Integer(string="Answered", compute="_compute_counts")
    done_count = fields.Integer(string="Done", compute="_compute_counts")
    done_rate = fields.Float(
        string="Completion", compute="_compute_counts", help="Done of all units."
    )
    order_count = fields.Integer(compute="_compute_counts")

    _min_ready_rate_share = models.Constraint(
        "CHECK(min_ready_rate >= 0 AND min_ready_rate <= 1)",
        "Parts Ready at Least: enter a share between 0 and 100 %.",
    )

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of the board: the way of a recall, whether filled or not."""
        way = ["draft", "assessed", "approved", "running", "closed"]
        return [state for state in (*way, "cancelled") if state in (*way[:4], *states)]

    @api.depends("kind")
    def _compute_is_stop_sale(self):
        for recall in self:
            recall.is_stop_sale = recall.kind == "recall"

    @api.depends("line_ids.state", "line_ids.answer", "line_ids.order_id")
    def _compute_counts(self):
        """One grouped query for all figures."""
        sums = {
            recall: rest
            for recall, *rest in self.env["aftersales.recall.outlet"]._read_group(
                [("recall_id", "in", self.ids)],
                ["recall_id"],
                [
                    "unit_count:sum",
                    "stock_count:sum",
                    "told_count:sum",
                    "answered_count:sum",
                    "done_count:sum",
                    "order_count:sum",
                ],
            )
        }
        for recall in self:
            units, stock, told, answered, done, orders = sums.get(recall, [0] * 6)
            recall.line_count = units
            recall.stock_count = stock
            recall.told_count = told
            recall.answered_count = answered
            recall.done_count = done
            recall.done_rate = done / units if units else 0.0
            recall.order_count = orders

    @api.depends("name", "title")
    def _compute_display_name(self):
        for recall in self:
            recall.display_name = f"{recall.name} · {recall.title or ''}"

    def write(self, vals):
        if not vals.keys().isdisjoint(("kind", "company_id", "is_stop_sale")):
            self._check_lock_stays()
        if vals.get("is_published"):
            self._check_step_role("publish")
        return super().write(vals)

    def _check_lock_stays(self) -> None:
        fixed = self.filtered(lambda recall: recall.state in recall_flow.FIXED_STATES)
        if fixed:
            raise UserError(
                self.env._(
                    "%(recalls)s: Kind, Company and Stop Sale are fixed since the "
                    "approval. Finish the units in stock one by one, or cancel the "
                    "recall.",
                    recalls=", ".join(fixed.mapped("display_name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        kept = self.filtered(lambda recall: recall.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "%(recalls)s: only a draft is deleted. Cancel a recall instead, so "
                    "that it stays on record.",
                    recalls=", ".join(kept.mapped("display_name")),
                )
            )

    # -- what belongs to it -----------------------------------------------------------
    def _get_lines_action(self, name: str, domain=(), context=None) -> dict:
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_recall_line_action"
        )
        return {
            **action,
            "name": name,
            "domain": [("recall_id", "=", self.id), *domain],
            "context": {"aftersales_one_recall": True, **(context or {})},
        }

    def action_view_lines(self):
        return self._get_lines_action(self.env._("Units Affected"))

    def action_view_stock(self):
        in_house = [("is_in_house", "=", True)]
        return self._get_lines_action(self.env._("In Our Hands"), in_house)

    def action_view_not_reached(self):
        untold = [("is_in_house", "=", False), ("state", "in", recall_flow.TOLD)]
        return self._get_lines_action(self.env._("Not Reached"), untold)

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        return {
            **action,
            "domain": [("recall_line_ids.recall_id", "=", self.id)],
            "context": {"create": False},
        }
