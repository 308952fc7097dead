from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html


class AftersalesDailyReport(models.Model):
    """What a technician tells his manager at the end of the day (R085): the work done,
    what is open, what comes tomorrow."""

    _name = "aftersales.daily.report"
    _description = "Daily Report"
    _inherit = ["mail.thread", "hr.mixin"]
    _order = "report_date desc, id desc"
    _rec_name = "employee_id"

    employee_id = fields.Many2one(
        "hr.employee", string="Technician", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_from_employee",
        store=True,
        precompute=True,
        index=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_from_employee",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    report_date = fields.Date(
        string="Day",
        required=True,
        readonly=True,
        default=fields.Date.context_today,
        index=True,
    )
    text = fields.Text(string="Report", required=True)
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)

    _employee_day_uniq = models.UniqueIndex(
        "(employee_id, report_date)", "There is a report of this day already."
    )

    @api.depends("employee_id")
    def _compute_from_employee(self):
        for report in self:
            # Where somebody works is no secret, though it stands in his file.
            employee = report.employee_id.sudo()
            report.company_id = employee.company_id
            report.outlet_id = employee.aftersales_outlet_ids[:1]

    @api.depends("employee_id", "report_date")
    def _compute_display_name(self):
        for report in self:
            report.display_name = (
                f"{report.employee_id.name} {report.report_date or ''}"
            )

    def write(self, vals):
        if "text" in vals and any(report.sent_at for report in self):
            raise UserError(
                self.env._("A report that was sent stays. Add what is new below it.")
            )
        return super().write(vals)

    @api.model
    def _open_today(self) -> dict:
        """Today's report of the user, composed anew as long as it is not sent."""
        employee = self.env.user.employee_id
        if not employee:
            raise UserError(
                self.env._(
                    "Your user has no employee in this company. Ask for one to be "
                    "linked in Employees, then choose “Daily Report” again."
                )
            )
        today = fields.Date.context_today(self)
        report = self.search(
            [("employee_id", "=", employee.id), ("report_date", "=", today)]
        )
        text = self._compose(employee, today)
        if not report:
            report = self.create(
                {"employee_id": employee.id, "report_date": today, "text": text}
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Daily Report"),
            "res_model": self._name,
            "res_id": report.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_compose(self):
        """Write the text anew from the visits as they stand."""
        for report in self:
            report.text = report._compose(report.employee_id, report.report_date)

    def action_send(self):
        """Send the report to the outlet's manager, once."""
        problems = [
            self.env._(
                "%(report)s: sent already. Add what is new below it.",
                report=report.display_name,
            )
            if report.sent_at
            else self.env._(
                "%(report)s: name a manager of the outlet, or a service manager, who "
                "reads it.",
                report=report.display_name,
            )
            for report in self
            if report.sent_at or not report._get_reader()
        ]
        if problems:
            raise UserError("\n".join(problems))
        for report in self:
            report.message_post(
                subject=report.display_name,
                body=plaintext2html(report.text),
                partner_ids=report._get_reader().partner_id.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.sent_at = fields.Datetime.now()

    def _get_reader(self):
        self.ensure_one()
        return self.outlet_id.manager_id or self.env[
            "aftersales.order"
        ]._get_first_service_manager(self.company_id)

    # -- the text --------------------------------------------------------------

    @api.model
    def _compose(self, employee, day) -> str:
        """A few lines, fit to be read on a phone."""
        dispatches = self.env["aftersales.dispatch"]
        start, end = dispatches._get_day_bounds(day)
        tomorrow, after = dispatches._get_day_bounds(fields.Date.add(day, days=1))
        visits = dispatches.search(
            [
                ("technician_ids", "in", employee.ids),
                ("state", "!=", "cancelled"),
                "|",
                "&",
                ("finished_at", ">=", start),
                ("finished_at", "<", end),
                "&",
                ("scheduled_start", "<", after),
                ("finished_at", "=", False),
            ],
            order="scheduled_start, id",
        )
        done = visits.filtered("finished_at")
        next_day = visits.filtered(
            lambda v: not v.finished_at and v.scheduled_start >= tomorrow
        )
        open_ = (visits - done - next_day) | done.filtered(
            lambda v: v.outcome in ("parts_needed", "follow_up", "not_met")
        )
        sections = [
            (
                self.env._(
                    "Done: %(count)s visits, %(hours).1f hours on site",
                    count=len(done),
                    hours=sum(map(self._get_hours, done)),
                ),
                done,
            ),
            (self.env._("Open: %(count)s", count=len(open_)), open_),
            (self.env._("Tomorrow: %(count)s", count=len(next_day)), next_day),
        ]
        return "\n\n".join(
            "\n".join([title, *(self._describe(visit) for visit in found)])
            for title, found in sections
        )

    @api.model
    def _get_hours(self, visit) -> float:
        if not (visit.arrived_at and visit.finished_at):
            return 0.0
        return (visit.finished_at - visit.arrived_at).total_seconds() / 3600

    @api.model
    def _describe(self, visit) -> str:
        outcomes = dict(visit._fields["outcome"]._description_selection(self.env))
        parts = [
            visit.scheduled_start
            and fields.Datetime.context_timestamp(
                visit, visit.scheduled_start
            ).strftime("%m-%d %H:%M"),
            visit.name,
            visit.partner_id.name,
            outcomes.get(visit.outcome),
            visit.work_done if visit.finished_at else visit.description,
        ]
        return "- " + " · ".join(part for part in parts if part)
