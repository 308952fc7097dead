from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools import kpi
from ..tools.ledger_sheet import Column, LedgerSheet, open_book

# Key figures of complaints, in the order of the standard's list.
FIGURES = (
    *("complaint_rate", "complaint_in_time", "complaint_resolution"),
    *("complaint_satisfaction", "major_complaints", "quality_lawsuits"),
)
# Measures of a group: rates, each with how many of how many.
RATES = (
    *("in_time_rate", "resolved_rate", "content_rate"),
    *("at_once_rate", "repeat_rate", "referred_rate"),
)
GROUPS = ("level", "category_id", "channel", "outlet_id")
MONTHS_BACK = 11


class AftersalesComplaintMonth(models.TransientModel):
    """Monthly report of complaints (投诉月报): figures, groups, the year's course, what
    was major and what was learned; as a page or a spreadsheet."""

    _name = "aftersales.complaint.month"
    _description = "Monthly Complaint Report"
    _inherit = ["aftersales.sheet.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    day = fields.Date(
        string="A Day in the Month",
        required=True,
        default=lambda self: fields.Date.subtract(
            fields.Date.context_today(self).replace(day=1), days=1
        ),
    )
    date_from = fields.Date(compute="_compute_dates")
    date_to = fields.Date(compute="_compute_dates")

    @api.depends("day")
    def _compute_dates(self):
        for report in self:
            span = report.day and kpi.period(kpi.MONTH, report.day)
            report.date_from, report.date_to = span or (False, False)

    def action_print(self):
        self.ensure_one()
        return self.env.ref(
            "aftersales_service.action_report_complaint_month"
        ).report_action(self)

    # -- what is in it --------------------------------------------------------------
    def _within_month(self, date_from=None) -> Domain:
        """Whole days where the company is, as key figures count them."""
        source = self.env["aftersales.kpi.source"].with_company(self.company_id)
        return Domain("company_id", "=", self.company_id.id) & source._within(
            "received_at", date_from or self.date_from, self.date_to
        )

    def _get_month_name(self) -> str:
        return format_date(self.env, self.date_from, date_format="MMMM yyyy")

    def _get_figures(self) -> list[dict]:
        """Key figures of the company: what, how it is reckoned, value."""
        rows = []
        for code in FIGURES:
            definition = self.env.ref(f"aftersales_service.kpi_{code}").with_company(
                self.company_id
            )
            figure = definition._measure(self.date_from, self.date_to).get(False)
            has_value = figure and figure.value is not None
            rows.append(
                {
                    "name": definition.display_name,
                    "formula": definition.formula,
                    "note": definition.handbook_note or "",
                    "value": definition._format_value(figure.value)
                    if has_value
                    else "",
                    "above": figure and figure.numerator,
                    "below": figure and figure.denominator,
                    "is_share": definition.unit == "percent",
                }
            )
        return rows

    def _get_groups(self) -> list[dict]:
        """One table for each way to look at the month; one query each."""
        Report = self.env["aftersales.complaint.report"]
        return [
            {
                "title": Report._fields[name]._description_string(self.env),
                "rows": self._read_rows(name, self._within_month()),
            }
            for name in GROUPS
        ]

    def _get_months(self) -> list[dict]:
        """The course of twelve months, this one last."""
        start = fields.Date.subtract(self.date_from, months=MONTHS_BACK)
        return self._read_rows("received_at:month", self._within_month(start))

    def _read_rows(self, groupby: str, domain: Domain) -> list[dict]:
        Report = self.env["aftersales.complaint.report"]
        spans = [f"{name}:{how}" for name in RATES for how in ("sum", "count")]
        zone = self.company_id.resource_calendar_id.tz or "UTC"
        found = Report.with_context(tz=zone)._read_group(
            domain, [groupby], ["__count", *spans]
        )
        return [
            {
                "label": self._get_label(groupby, key),
                "count": count,
                "rates": [
                    kpi.percent(above or 0, below).value
                    for above, below in zip(sums[::2], sums[1::2], strict=True)
                ],
            }
            for key, count, *sums in found
        ]

    def _get_label(self, groupby: str, key) -> str:
        field = self.env["aftersales.complaint.report"]._fields[groupby.split(":")[0]]
        if field.type == "datetime":
            return format_date(self.env, key, date_format="yyyy-MM")
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(key, "")
        return key.display_name if key else "–"

    def _get_rate_titles(self) -> list[str]:
        Report = self.env["aftersales.complaint.report"]
        return [Report._fields[name]._description_string(self.env) for name in RATES]

    def _get_complaints(self, domain=Domain.TRUE):
        return self.env["aftersales.complaint"].search(
            self._within_month() & Domain("state", "!=", "cancelled") & domain,
            order="received_at, id",
        )

    def _get_major(self):
        return self._get_complaints(Domain("level", "=", "major"))

    def _get_lessons(self):
        return self._get_complaints(Domain("lesson", "!=", False))

    # -- the spreadsheet ------------------------------------------------------------
    def _get_file_name(self) -> str:
        return f"complaints_{self.date_from:%Y-%m}.xlsx"

    def _write_workbook(self, file) -> int:
        book = open_book(file)
        self._write_figures(book)
        titles = [Column(title, "hours", 14) for title in self._get_rate_titles()]
        tables = [
            {"title": self.env._("Months"), "rows": self._get_months()},
            *self._get_groups(),
        ]
        for table in tables:
            sheet = LedgerSheet(
                book,
                table["title"],
                [
                    Column(table["title"], "text", 28),
                    Column(self.env._("Complaints"), "count", 12),
                    *titles,
                ],
            )
            sheet.write_head(self._get_head_lines())
            for row in table["rows"]:
                sheet.write_row([row["label"], row["count"], *row["rates"]])
            sheet.close(self.env._("Total"))
        complaints = self._get_complaints()
        self._write_complaints(book, complaints)
        book.close()
        return len(complaints)

    def _get_head_lines(self) -> list[str]:
        return [
            self.env._("Monthly Complaint Report"),
            self.company_id.name,
            self._get_month_name(),
        ]

    def _write_figures(self, book) -> None:
        sheet = LedgerSheet(
            book,
            self.env._("Figures"),
            [
                Column(self.env._("Key Figure"), "text", 34),
                Column(self.env._("Figure"), "text", 12),
                Column(self.env._("How Many"), "hours"),
                Column(self.env._("Of How Many"), "hours"),
                Column(self.env._("Formula"), "text", 60),
            ],
        )
        sheet.write_head(self._get_head_lines())
        for row in self._get_figures():
            sheet.write_row(
                [
                    row["name"],
                    row["value"],
                    row["above"] or 0,
                    row["below"] if row["is_share"] else None,
                    row["formula"],
                ]
            )
        sheet.close("")

    def _write_complaints(self, book, complaints) -> None:
        sheet = LedgerSheet(
            book,
            self.env._("Complaints"),
            [
                Column(self.env._("Number"), "text"),
                Column(self.env._("Complaint Date"), "datetime"),
                Column(self.env._("Customer"), "text", 24),
                Column(self.env._("Subject"), "text", 36),
                Column(self.env._("Category"), "text", 22),
                Column(self.env._("Level"), "text", 12),
                Column(self.env._("Intake Channel"), "text", 12),
                Column(self.env._("Outlet"), "text", 20),
                Column(self.env._("State"), "text", 16),
                Column(self.env._("Answered"), "datetime"),
                Column(self.env._("Solved"), "datetime"),
                Column(self.env._("Satisfaction"), "text", 16),
            ],
        )
        sheet.write_head(self._get_head_lines())
        labels = {
            name: dict(complaints._fields[name]._description_selection(self.env))
            for name in ("level", "channel", "state", "satisfaction")
        }
        local = complaints.with_context(
            tz=self.company_id.resource_calendar_id.tz or "UTC"
        )
        for complaint in local:
            sheet.write_row(
                [
                    complaint.name,
                    self._localize(complaint, complaint.received_at),
                    complaint.partner_id.display_name or complaint.contact_name,
                    complaint.title,
                    complaint.category_id.name,
                    labels["level"][complaint.level],
                    labels["channel"][complaint.channel],
                    complaint.outlet_id.name,
                    labels["state"][complaint.state],
                    self._localize(complaint, complaint.answered_at),
                    self._localize(complaint, complaint.resolved_at),
                    labels["satisfaction"].get(complaint.satisfaction),
                ]
            )
        sheet.close(self.env._("Total"))

    def _localize(self, complaint, moment):
        """Wall-clock time where the company is."""
        if not moment:
            return None
        local = fields.Datetime.context_timestamp(complaint, moment)
        return local.replace(tzinfo=None)
