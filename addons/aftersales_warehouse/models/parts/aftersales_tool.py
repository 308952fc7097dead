from datetime import date, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import calibration

ACTIVITY = "aftersales_warehouse.activity_type_calibration"


class AftersalesTool(models.Model):
    """A tool or instrument somebody works with; out of calibration it is blocked."""

    _name = "aftersales.tool"
    _description = "Tool"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Outlets name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.reminder.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "due_date, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "serial", "product_id"]

    active = fields.Boolean(default=True)
    kind_id = fields.Many2one(
        "aftersales.tool.kind",
        string="Kind of Tool",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    is_calibrated = fields.Boolean(related="kind_id.is_calibrated")
    product_id = fields.Many2one("product.product", check_company=True)
    lot_id = fields.Many2one(
        "stock.lot",
        string="Stock Serial Number",
        check_company=True,
        domain="[('product_id', '=', product_id)]",
    )
    serial = fields.Char(
        string="Number on the Tool",
        compute="_compute_serial",
        store=True,
        readonly=False,
        precompute=True,
    )
    maker = fields.Char()
    measuring_range = fields.Char(help="What it measures, and how exactly.")
    employee_id = fields.Many2one(
        "hr.employee",
        string="Holder",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="The technician who has it. Empty: it lies at the outlet for everybody.",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        check_company=True,
        index=True,
        tracking=True,
    )
    calibration_ids = fields.One2many(
        "aftersales.tool.calibration", "tool_id", string="Calibrations"
    )
    calibrated_on = fields.Date(
        string="Last Calibration", compute="_compute_due_date", store=True
    )
    due_date = fields.Date(
        string="Next Calibration", compute="_compute_due_date", store=True, index=True
    )
    remind_date = fields.Date(
        compute="_compute_remind_date", store=True, index=True, string="Remind On"
    )
    is_told = fields.Boolean(string="Reminded", readonly=True, copy=False)
    blocked_reason = fields.Char(
        string="Blocked Because",
        tracking=True,
        copy=False,
        help="Damaged, lost, in doubt: not to be used until this is emptied.",
    )
    fitness = fields.Selection(
        [("fit", "Fit for Use"), ("expiring", "Due Soon"), ("blocked", "Out of Use")],
        compute="_compute_fitness",
        search="_search_fitness",
    )

    @api.depends("lot_id")
    def _compute_serial(self):
        for tool in self:
            tool.serial = tool.lot_id.name or tool.serial

    @api.depends(
        "calibration_ids.date",
        "calibration_ids.result",
        "calibration_ids.valid_until",
        "kind_id.is_calibrated",
    )
    def _compute_due_date(self):
        """The last one counts: a tool that failed it is due at once."""
        for tool in self:
            last = tool.calibration_ids.sorted(lambda c: (c.date, c.id))[-1:]
            tool.calibrated_on = last.date
            tool.due_date = last.result == "passed" and last.valid_until

    @api.depends("due_date", "kind_id.remind_days")
    def _compute_remind_date(self):
        for tool in self:
            tool.remind_date = tool.due_date and tool.due_date - timedelta(
                days=tool.kind_id.remind_days
            )

    @api.depends("due_date", "remind_date", "blocked_reason", "kind_id")
    def _compute_fitness(self):
        today = fields.Date.context_today(self)
        for tool in self:
            if not tool._is_fit(today):
                tool.fitness = "blocked"
            elif tool.is_calibrated and tool.remind_date <= today:
                tool.fitness = "expiring"
            else:
                tool.fitness = "fit"

    def _search_fitness(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        free = Domain("kind_id.is_calibrated", "=", False)
        usable = Domain("blocked_reason", "in", (False, "")) & (
            free | Domain("due_date", ">=", today)
        )
        soon = usable & ~free & Domain("remind_date", "<=", today)
        domains = {"blocked": ~usable, "expiring": soon, "fit": usable & ~soon}
        return Domain.OR(domains[name] for name in value if name in domains)

    def _get_fit_until(self) -> date | None:
        """Last day on which it may be used, None if it may not be used at all."""
        self.ensure_one()
        if self.blocked_reason:
            return None
        return (self.due_date or None) if self.kind_id.is_calibrated else date.max

    def _is_fit(self, day: date) -> bool:
        return calibration.is_fit(day, self._get_fit_until())

    @api.model
    def _find_at_hand(self, kinds, people, outlets):
        """Tools of these kinds that people have, or find at the outlets; one query."""
        return self.sudo().search(  # that a colleague's tool is fit is no secret
            Domain("kind_id", "in", kinds.ids)
            & (
                Domain("employee_id", "in", people.ids)
                | (
                    Domain("employee_id", "=", False)
                    & Domain("outlet_id", "in", outlets.ids)
                )
            )
        )

    @api.depends("name", "kind_id", "serial")
    def _compute_display_name(self):
        for tool in self:
            tool.display_name = " · ".join(
                filter(None, (tool.kind_id.name, tool.serial or tool.name))
            )

    # -- reminders ---------------------------------------------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return Domain("remind_date", "<=", fields.Date.context_today(self)) & Domain(
            "is_told", "=", False
        )

    @api.model
    def _get_remind_order(self) -> str:
        return "remind_date, id"

    def _mark_told(self) -> None:
        self.is_told = True

    def _prepare_reminders(self) -> list[dict]:
        """For who has the tool, else for the head of its outlet."""
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for tool in self:
            user = (
                tool.employee_id.sudo().user_id
                or tool.outlet_id.manager_id
                or tool.company_id.aftersales_service_manager_id
                or self.env.ref("base.user_admin")
            )
            words = tool.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": tool.id,
                    "user_id": user.id,
                    "summary": words.env._(
                        "%(tool)s must be calibrated by %(date)s",
                        tool=words.display_name,
                        date=words.due_date,
                    ),
                    "date_deadline": tool.due_date,
                }
            )
        return vals_list
