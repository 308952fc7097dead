from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import recurrence
from .plan_words import MONTHS, UNITS, WEEKDAYS


class AftersalesMaintenancePlan(models.Model):
    """When units are looked after, by the calendar or by a meter (R081, R092, R187).

    A plan of several units is a patrol: one order for all of them. ``_ahead`` writes
    down the visits to come, the visits make their orders.
    """

    _name = "aftersales.maintenance.plan"
    _description = "Maintenance Plan"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "hr.mixin",
    ]
    _order = "name, id"
    _check_company_auto = True

    # What decides on the days: a change lays out anew what has no order yet.
    _RULE_FIELDS = frozenset(
        {
            *("trigger", "interval", "interval_unit", "weekday", "season_from"),
            *("season_to", "date_start", "date_end", "day_off_rule", "is_floating"),
            *("meter_id", "meter_every", "meter_start", "preview_days", "outlet_id"),
        }
    )

    name = fields.Char(required=True, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("active", "Active"),
            ("paused", "Paused"),
            ("ended", "Ended"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        check_company=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )

    # -- for whom, by whom -------------------------------------------------------------
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    site_partner_id = fields.Many2one(
        "res.partner", string="Site", check_company=True, index="btree_not_null"
    )
    contract_id = fields.Many2one(
        "aftersales.contract",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        domain="[('partner_id', '=?', partner_id)]",
    )
    contract_line_id = fields.Many2one(
        "aftersales.contract.line",
        string="Contract Service",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('contract_id', '=', contract_id)]",
    )
    equipment_ids = fields.Many2many(
        "aftersales.equipment",
        relation="aftersales_maintenance_plan_unit_rel",
        column1="plan_id",
        column2="equipment_id",
        string="Units",
        check_company=True,
        domain="[('partner_id', '=?', partner_id)]",
    )
    is_patrol = fields.Boolean(
        string="Patrol",
        compute="_compute_is_patrol",
        store=True,
        help="Several units: one order for all of them, with a line for each.",
    )
    order_type_id = fields.Many2one(
        "aftersales.order.type",
        required=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "aftersales_service.order_type_maintenance", raise_if_not_found=False
        ),
    )
    checklist_id = fields.Many2one(
        "aftersales.checklist",
        check_company=True,
        domain=[("usage", "=", "visit"), ("state", "=", "published")],
        help="Questions of the visits. Empty: chosen by product and order type.",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        domain="[('state', '=', 'active')]",
        help="Empty: the outlet of the territory.",
    )
    technician_id = fields.Many2one(
        "hr.employee", string="Preferred Technician", check_company=True
    )
    description = fields.Text(string="What Is Done", help="Stands on the orders.")

    # -- when --------------------------------------------------------------------------
    trigger = fields.Selection(
        [("calendar", "Calendar"), ("meter", "Meter")],
        string="Due By",
        default="calendar",
        required=True,
    )
    interval = fields.Integer(string="Every", default=3, required=True)
    interval_unit = fields.Selection(UNITS, default=recurrence.MONTH, required=True)
    weekday = fields.Selection(WEEKDAYS, help="The day moves on to this one.")
    season_from = fields.Selection(MONTHS)
    season_to = fields.Selection(
        MONTHS, string="Season Until", help="May lie in the next year."
    )
    date_start = fields.Date(
        string="First Visit", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(
        string="Last Day", help="Empty: as long as the contract, or until it is ended."
    )
    day_off_rule = fields.Selection(
        [
            (recurrence.NEXT, "Next Working Day"),
            (recurrence.PREVIOUS, "Working Day Before"),
            (recurrence.STAY, "Same Day"),
        ],
        string="On a Day Off",
        default=recurrence.NEXT,
        required=True,
        help="By the working schedule of the outlet, else of the company.",
    )
    is_floating = fields.Boolean(
        string="From the Last Visit",
        help="The next visit counts from the day the last one was done; else from the "
        "first visit, whatever happened in between.",
    )
    meter_id = fields.Many2one(
        "aftersales.equipment.meter",
        check_company=True,
        index="btree_not_null",
        domain="[('equipment_id', 'in', equipment_ids)]",
    )
    meter_every = fields.Float(string="Every (Reading)")
    meter_start = fields.Float(
        string="Counted From", help="Reading at which it was last done."
    )
    horizon_days = fields.Integer(
        string="Orders Ahead (days)",
        default=14,
        help="Orders are made so many days before their visit.",
    )
    preview_days = fields.Integer(
        string="Preview (days)",
        default=400,
        help="Visits are written down so many days ahead, without orders.",
    )
    activated_on = fields.Date(readonly=True, copy=False)
    review_on = fields.Date(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Day on which further visits are written down.",
    )
    occurrence_ids = fields.One2many(
        "aftersales.maintenance.occurrence", "plan_id", string="Visits"
    )
    next_date = fields.Date(string="Next Visit", compute="_compute_visits")
    visits_done = fields.Integer(compute="_compute_visits")

    _figures_positive = models.Constraint(
        "CHECK(interval > 0 AND horizon_days >= 0 AND preview_days >= 0 "
        "AND meter_every >= 0)",
        "Every: enter 1 or more. Days ahead cannot be negative.",
    )
    _dates_order = models.Constraint(
        "CHECK(date_end >= date_start)",
        "The last day of a plan must not come before its first visit.",
    )

    @api.depends("equipment_ids", "contract_id")
    def _compute_partner_id(self):
        for plan in self:
            plan.partner_id = (
                plan.partner_id
                or plan.contract_id.partner_id
                or plan.equipment_ids.partner_id[:1]
            )

    @api.depends("equipment_ids")
    def _compute_is_patrol(self):
        for plan in self:
            plan.is_patrol = len(plan.equipment_ids) > 1

    @api.constrains("season_from", "season_to")
    def _check_season(self):
        for plan in self:
            if bool(plan.season_from) != bool(plan.season_to):
                raise ValidationError(
                    self.env._(
                        "%(plan)s: fill in both Season From and Season Until, or none.",
                        plan=plan.name,
                    )
                )

    @api.constrains("trigger", "meter_id", "meter_every")
    def _check_meter(self):
        for plan in self.filtered(lambda plan: plan.trigger == "meter"):
            if not plan.meter_id or plan.meter_every <= 0:
                raise ValidationError(
                    self.env._(
                        "%(plan)s: choose a Meter and fill in Every (Reading), or "
                        "choose “Calendar”.",
                        plan=plan.name,
                    )
                )

    @api.constrains("contract_id", "equipment_ids")
    def _check_units(self):
        """What a contract's visits are for stands in the contract."""
        for plan in self.filtered("contract_id"):
            strange = plan.equipment_ids - plan.contract_id.sudo().equipment_ids
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(plan)s: %(units)s are not in contract %(contract)s. Take "
                        "them out, or leave the contract empty.",
                        plan=plan.name,
                        units=", ".join(strange.mapped("display_name")),
                        contract=plan.contract_id.sudo().name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & self._RULE_FIELDS:
            self.filtered(lambda plan: plan.state == "active")._plan_anew()
        elif "horizon_days" in vals:
            self.occurrence_ids._compute_order_date()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_without_orders(self):
        used = self.sudo().occurrence_ids.filtered("order_ids").plan_id
        self._refuse(
            [
                self.env._(
                    "%(plan)s has made orders: end it instead of deleting it.",
                    plan=plan.name,
                )
                for plan in used
            ]
        )
