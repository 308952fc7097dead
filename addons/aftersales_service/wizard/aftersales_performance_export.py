from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools import kpi
from ..tools.ledger_sheet import Column, LedgerSheet, open_book


class AftersalesPerformanceExport(models.TransientModel):
    """Approved rewards and penalties of a quarter, for the payroll: every entry, and
    the total of each person."""

    _name = "aftersales.performance.export"
    _description = "Rewards and Penalties for the Payroll"
    _inherit = ["aftersales.sheet.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    day = fields.Date(
        string="A Day in the Quarter",
        required=True,
        default=lambda self: self._default_day(),
    )
    date_from = fields.Date(compute="_compute_dates")
    date_to = fields.Date(compute="_compute_dates")
    is_new_only = fields.Boolean(
        string="New Ones Only",
        default=True,
        help="Leaves out what an export gave to the payroll before.",
    )
    entry_count = fields.Integer(
        string="Rewards and Penalties", compute="_compute_entry_count"
    )

    def _default_day(self):
        first, _last = kpi.period(kpi.QUARTER, fields.Date.context_today(self))
        return fields.Date.subtract(first, days=1)

    @api.depends("day")
    def _compute_dates(self):
        for export in self:
            span = export.day and kpi.period(kpi.QUARTER, export.day)
            export.date_from, export.date_to = span or (False, False)

    @api.depends("day", "company_id", "is_new_only")
    def _compute_entry_count(self):
        for export in self:
            export.entry_count = self.env["aftersales.performance.entry"].search_count(
                export._get_entry_domain()
            )

    def _get_entry_domain(self) -> Domain:
        """What is late for its quarter goes with the next export."""
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "approved")
            & Domain("date", "<=", self.date_to)
        )
        if self.is_new_only:
            return domain & Domain("exported_at", "=", False)
        return domain & Domain("date", ">=", self.date_from)

    def _write_workbook(self, file) -> int:
        entries = self.env["aftersales.performance.entry"].search(
            self._get_entry_domain(), order="employee_id, date, id"
        )
        book = open_book(file)
        self._write_entries(book, entries)
        self._write_totals(book, entries)
        book.close()
        # The stamp is all that is written; whoever may export may set it.
        entries.sudo().filtered(lambda e: not e.exported_at).write(
            {"exported_at": fields.Datetime.now()}
        )
        return len(entries)

    def _get_head_lines(self) -> list[str]:
        return [
            self.env._("Rewards and Penalties"),
            self.company_id.name,
            self.env._(
                "From %(start)s to %(end)s",
                start=format_date(self.env, self.date_from),
                end=format_date(self.env, self.date_to),
            ),
            self.env._(
                "Amounts in %(currency)s", currency=self.company_id.currency_id.name
            ),
        ]

    def _write_entries(self, book, entries) -> None:
        sheet = LedgerSheet(
            book,
            self.env._("Rewards and Penalties"),
            [
                Column(self.env._("Number"), "text"),
                Column(self.env._("Person"), "text", 20),
                Column(self.env._("Outlet"), "text", 20),
                Column(self.env._("Date"), "text", 12),
                Column(self.env._("Kind"), "text", 10),
                Column(self.env._("Rule"), "text", 26),
                Column(self.env._("What Happened"), "text", 50),
                Column(self.env._("Decided By"), "text"),
                Column(self.env._("Amount"), "money"),
            ],
        )
        sheet.write_head(self._get_head_lines())
        kinds = dict(entries._fields["kind"]._description_selection(self.env))
        for entry in entries:
            sheet.write_row(
                [
                    entry.name,
                    entry.employee_id.sudo().name,
                    entry.outlet_id.name,
                    str(entry.date),
                    kinds[entry.kind],
                    entry.rule_id.name,
                    entry.reason,
                    entry.decided_by_id.sudo().name,
                    entry.signed_amount,
                ]
            )
        sheet.close(self.env._("Total"))

    def _write_totals(self, book, entries) -> None:
        sheet = LedgerSheet(
            book,
            self.env._("By Person"),
            [
                Column(self.env._("Person"), "text", 20),
                Column(self.env._("Rewards and Penalties"), "count"),
                Column(self.env._("Rewards"), "money"),
                Column(self.env._("Penalties"), "money"),
                Column(self.env._("Total"), "money"),
            ],
        )
        sheet.write_head(self._get_head_lines())
        for employee, own in entries.grouped("employee_id").items():
            amounts = own.mapped("signed_amount")
            sheet.write_row(
                [
                    employee.sudo().name,
                    len(own),
                    sum(amount for amount in amounts if amount > 0),
                    sum(amount for amount in amounts if amount < 0),
                    sum(amounts),
                ]
            )
        sheet.close(self.env._("Total"))

    def _get_file_name(self) -> str:
        return f"rewards-penalties_{self.date_from}_{self.date_to}.xlsx"
