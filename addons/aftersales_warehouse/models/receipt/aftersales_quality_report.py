from odoo import Command, api, fields, models
from odoo.fields import Domain

from ...tools import report_days

BATCH = 50


class AftersalesQualityReport(models.Model):
    """An outlet's quality feedback of half a month, sent to head office (R208).

    One an outlet and due day, whoever runs the job and however often.
    """

    _name = "aftersales.quality.report"
    _description = "Periodic Quality Report"
    _inherit = ["aftersales.thread.mixin", "aftersales.numbered.mixin"]
    _order = "due_date desc, id desc"
    _check_company_auto = True

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    due_date = fields.Date(string="Due On", required=True, readonly=True, index=True)
    feedback_ids = fields.One2many(
        "aftersales.quality.feedback",
        "report_id",
        string="Quality Feedbacks",
        readonly=True,
    )
    feedback_count = fields.Integer(
        string="Feedbacks Reported",
        readonly=True,
        help="None: nothing differed since the report before.",
    )
    sent_at = fields.Datetime(
        string="Mailed", readonly=True, help="When it was mailed to head office."
    )

    _once = models.UniqueIndex(
        "(outlet_id, due_date)", "This outlet has a report of this day already."
    )

    @api.depends("name", "outlet_id", "due_date")
    def _compute_display_name(self):
        for report in self:
            day = fields.Date.to_string(report.due_date)
            report.display_name = f"{report.name} {report.outlet_id.name} {day}"

    # -- made ------------------------------------------------------------------------

    @api.model
    def _cron_report(self) -> None:
        """Reports that are due, company by company, in batches that commit."""
        for company in self.env["res.company"].search([]):
            self.with_company(company)._make_due(company)

    def _make_due(self, company) -> None:
        days = report_days.parse_days(company.aftersales_feedback_days or "")
        due = report_days.last_due_day(fields.Date.context_today(self), days)
        if not due:
            return
        cron = self.env["ir.cron"]
        Outlet = self.env["aftersales.outlet"]
        waiting = self._get_waiting_domain(company, due)
        cron._commit_progress(remaining=Outlet.search_count(waiting))
        while outlets := Outlet.search(waiting, order="id", limit=BATCH):
            self._make_reports(outlets, due)
            if not cron._commit_progress(len(outlets)):
                return

    @api.model
    def _get_waiting_domain(self, company, due) -> Domain:
        """Outlets with a warehouse whose report of the day is not made."""
        made = self._search([("due_date", "=", due), ("company_id", "=", company.id)])
        return (
            Domain("company_id", "=", company.id)
            & Domain("warehouse_id", "!=", False)
            & Domain("state", "=", "active")
            & Domain("id", "not in", made.subselect("outlet_id"))
        )

    @api.model
    def _make_reports(self, outlets, due):
        """Reports of these outlets with all that was not sent yet."""
        feedbacks = self.env["aftersales.quality.feedback"].search(
            [
                ("outlet_id", "in", outlets.ids),
                ("report_id", "=", False),
                ("state", "in", ("reported", "decided", "settled")),
            ]
        )
        by_outlet = feedbacks.grouped("outlet_id")
        reports = self.create(
            [
                {
                    "outlet_id": outlet.id,
                    "company_id": outlet.company_id.id,
                    "due_date": due,
                    "feedback_count": len(by_outlet.get(outlet, ())),
                    "feedback_ids": [
                        Command.link(one.id) for one in by_outlet.get(outlet, ())
                    ],
                }
                for outlet in outlets
            ]
        )
        reports.filtered("feedback_count")._mail()
        return reports

    def _mail(self) -> None:
        """To whom the company names at head office; the queue of mails sends it."""
        template = self.env.ref("aftersales_warehouse.mail_template_quality_report")
        for company, reports in self.grouped("company_id").items():
            if company.aftersales_quality_partner_id:
                for report in reports:
                    template.send_mail(report.id)
                reports.sent_at = fields.Datetime.now()

    def action_view_feedbacks(self):
        """The feedbacks that were sent with it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_quality_feedback_action"
        )
        return {**action, "domain": [("report_id", "=", self.id)], "context": {}}
