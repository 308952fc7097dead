from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.ledger_sheet import Column, LedgerSheet, open_book


class AftersalesReturnVisitExport(models.TransientModel):
    """Return visits as a spreadsheet: the record book, and its statistics by week and
    outlet (R069)."""

    _name = "aftersales.return.visit.export"
    _description = "Export of Return Visits"
    _inherit = ["aftersales.sheet.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.subtract(
            fields.Date.context_today(self), days=7
        ),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    campaign_id = fields.Many2one(
        "aftersales.return.visit.campaign",
        string="Return-Visit Campaign",
        help="Empty: all visits of the period. With a campaign: all of its visits.",
    )
    outlet_ids = fields.Many2many("aftersales.outlet", string="Outlets")
    visit_count = fields.Integer(string="Visits", compute="_compute_visit_count")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for export in self:
            if export.date_to < export.date_from:
                raise ValidationError(
                    self.env._("The period ends before it begins. Correct the days.")
                )

    @api.depends("company_id", "date_from", "date_to", "campaign_id", "outlet_ids")
    def _compute_visit_count(self):
        for export in self:
            export.visit_count = self.env["aftersales.return.visit"].search_count(
                export._get_visit_domain()
            )

    def _get_visit_domain(self) -> Domain:
        domain = Domain("company_id", "=", self.company_id.id)
        if self.outlet_ids:
            domain &= Domain("outlet_id", "in", self.outlet_ids.ids)
        if self.campaign_id:
            return domain & Domain("campaign_id", "=", self.campaign_id.id)
        if not (self.date_from and self.date_to):
            return Domain.FALSE
        start, end = self.env["aftersales.return.visit"]._get_period_moments(
            self.company_id, self.date_from, self.date_to
        )
        return (
            domain
            & Domain("state", "=", "done")
            & Domain("visited_at", ">=", start)
            & Domain("visited_at", "<", end)
        )

    def _write_workbook(self, file) -> int:
        domain = self._get_visit_domain()
        Visit = self.env["aftersales.return.visit"]
        visits = Visit.search(domain, order="visited_at, id")
        book = open_book(file)
        self._write_visits(book, visits)
        self._write_statistics(book, self.env._("By Week"), Visit._get_weeks(domain))
        self._write_statistics(
            book,
            self.env._("By Outlet"),
            [
                (outlet.sudo().display_name or self.env._("No Outlet"), figures)
                for (outlet,), figures in Visit._read_statistics(
                    domain, ["outlet_id"]
                ).items()
            ],
        )
        book.close()
        return len(visits)

    def _get_head_lines(self) -> list[str]:
        span = self.campaign_id.display_name or self.env._(
            "From %(start)s to %(end)s",
            start=format_date(self.env, self.date_from),
            end=format_date(self.env, self.date_to),
        )
        return [self.env._("Return Visits"), self.company_id.name, span]

    def _write_visits(self, book, visits) -> None:
        sheet = LedgerSheet(
            book,
            self.env._("Visits"),
            [
                Column(self.env._("Number"), "text"),
                Column(self.env._("Visited"), "datetime"),
                Column(self.env._("Customer"), "text", 24),
                Column(self.env._("Service Order"), "text"),
                Column(self.env._("Outlet"), "text", 20),
                Column(self.env._("How"), "text", 10),
                Column(self.env._("Clerk"), "text"),
                Column(self.env._("Attempts"), "count"),
                Column(self.env._("State"), "text", 12),
                Column(self.env._("Satisfaction"), "text", 16),
                Column(self.env._("Answers"), "text", 50),
                Column(self.env._("Customer's Words"), "text", 40),
                Column(self.env._("Problem"), "text", 40),
            ],
        )
        sheet.write_head(self._get_head_lines())
        labels = {
            name: dict(visits._fields[name]._description_selection(self.env))
            for name in ("method", "state", "satisfaction")
        }
        # Names of what a row points to; the rows themselves are the reader's.
        for visit in visits.sudo():
            at = visit.visited_at
            sheet.write_row(
                [
                    visit.name,
                    self._localize(at) if at else None,
                    visit.customer_id.name,
                    visit.order_id.name or None,
                    visit.outlet_id.display_name or None,
                    labels["method"][visit.method],
                    visit.user_id.name or None,
                    visit.attempt_count,
                    labels["state"][visit.state],
                    labels["satisfaction"].get(visit.satisfaction),
                    visit._get_answer_line(),
                    visit.comment or None,
                    visit.problem or None,
                ]
            )
        sheet.close(self.env._("Total"))

    def _localize(self, moment):
        return fields.Datetime.context_timestamp(self, moment).replace(tzinfo=None)

    def _write_statistics(self, book, title: str, rows: list[tuple]) -> None:
        sheet = LedgerSheet(
            book,
            title,
            [
                Column(title, "text", 24),
                Column(self.env._("People Asked"), "count"),
                Column(self.env._("Visited"), "count"),
                Column(self.env._("Refused"), "count"),
                Column(self.env._("Unreachable"), "count"),
                Column(self.env._("Problems"), "count"),
                Column(self.env._("Answered (%)"), "percent"),
                Column(self.env._("Satisfied (%)"), "percent"),
                Column(self.env._("Satisfaction Index"), "percent"),
            ],
        )
        sheet.write_head(self._get_head_lines())
        names = ("asked", "done", "refused", "unreachable", "problems")
        for label, figures in rows:
            shares = ("response", "rate", "index")
            sheet.write_row(
                [label]
                + [figures[name] for name in names]
                + [figures[name] for name in shares]
            )
        sheet.close(self.env._("Total"))

    def _get_file_name(self) -> str:
        if self.campaign_id:
            return f"return-visits_{self.campaign_id.name.replace('/', '-')}.xlsx"
        return f"return-visits_{self.date_from}_{self.date_to}.xlsx"
