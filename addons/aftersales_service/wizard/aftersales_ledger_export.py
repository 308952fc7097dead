import pytz

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..tools.ledger_sheet import Column, LedgerSheet

BATCH = 1000
# Fields of the ledger in the order of the columns: name, kind, width.
COLUMNS = (
    ("name", "text", 17),
    ("received_at", "datetime", 0),
    ("outlet_id", "text", 20),
    ("technician_id", "text", 14),
    ("partner_id", "text", 26),
    ("type_id", "text", 14),
    ("channel", "text", 10),
    ("priority", "text", 11),
    ("state", "text", 12),
    ("categ_id", "text", 18),
    ("product_id", "text", 24),
    ("serial", "text", 0),
    ("symptom_id", "text", 20),
    ("cause_id", "text", 20),
    ("remedy_id", "text", 20),
    ("is_repeat", "text", 10),
    ("accepted_at", "datetime", 0),
    ("arrived_at", "datetime", 0),
    ("repaired_at", "datetime", 0),
    ("closed_at", "datetime", 0),
    ("response_hours", "hours", 0),
    ("repair_hours", "hours", 0),
    ("visit_count", "count", 0),
    ("opinion", "text", 16),
    ("amount_labour_charged", "money", 0),
    ("amount_parts_charged", "money", 0),
    ("amount_charged", "money", 0),
    ("amount_labour_free", "money", 0),
    ("cost_parts_free", "money", 0),
    ("amount_free", "money", 0),
    ("amount_invoiced", "money", 0),
    ("amount_paid", "money", 0),
)
# Hours are empty, not nought, until the moment has come.
MOMENT_OF = {"response_hours": "arrived_at", "repair_hours": "repaired_at"}


class AftersalesLedgerExport(models.TransientModel):
    """Service ledger of a period as a spreadsheet (R074, R084, R086)."""

    _name = "aftersales.ledger.export"
    _inherit = ["aftersales.sheet.mixin"]
    _description = "Export of the Service Ledger"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_month()[0]
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._default_month()[1]
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        string="Outlets",
        domain="[('company_id', '=', company_id)]",
        help="Empty: all outlets, and orders that have none.",
    )

    _period_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The period must not end before it begins."
    )

    def _default_month(self):
        """Last month, from its first to its last day."""
        today = fields.Date.context_today(self)
        last = fields.Date.subtract(today.replace(day=1), days=1)
        return last.replace(day=1), last

    def _get_file_name(self) -> str:
        return f"service-ledger_{self.date_from}_{self.date_to}.xlsx"

    def _get_log_name(self) -> str:
        scope = self.outlet_ids.ids or "all"
        return f"{self._get_file_name()}, {self.company_id.name}, outlets {scope}"

    def _get_ledger_domain(self) -> Domain:
        """Days are those of the user's time zone, the last one to its end."""
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("received_at", ">=", self.date_from)
            & Domain("received_at", "<=", self.date_to)
        )
        if self.outlet_ids:
            domain &= Domain("outlet_id", "in", self.outlet_ids.ids)
        return domain

    def _iter_batches(self):
        """Rows in batches, each begun behind the last row of the one before.

        The cache is emptied between batches, so that memory does not grow.
        """
        Ledger = self.env["aftersales.ledger"].with_context(
            allowed_company_ids=self.company_id.ids
        )
        names = [name for name, _kind, _width in COLUMNS]
        domain, behind = self._get_ledger_domain(), Domain.TRUE
        while rows := Ledger.search_fetch(
            domain & behind, names, order="received_at, id", limit=BATCH
        ):
            yield rows
            if len(rows) < BATCH:
                return
            behind = self._get_behind(rows[-1])
            self.env.invalidate_all(flush=False)

    def _get_behind(self, row) -> Domain:
        """Rows behind one. Not in the domain's own terms: those compare moments by
        the second, and would skip or repeat rows that share one."""
        moment, row_id = row.received_at, row.id
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%s, %s) > (%s, %s)",
                SQL.identifier(alias, "received_at"),
                SQL.identifier(alias, "id"),
                moment,
                row_id,
            )
        )

    # -- sheet --------------------------------------------------------------------

    def _write_workbook(self, file) -> int:
        """Write the ledger into ``file`` and say how many rows it has."""
        self.ensure_one()
        titles = self.env["aftersales.ledger"].fields_get(attributes=["string"])
        sheet = LedgerSheet(
            file,
            self.env._("Service Ledger"),
            [
                Column(titles[name]["string"], kind, width)
                for name, kind, width in COLUMNS
            ],
        )
        sheet.write_head(self._get_head_lines())
        labels = self._get_selection_labels()
        zone = pytz.timezone(self.env.context.get("tz") or self.env.user.tz or "UTC")
        for rows in self._iter_batches():
            for row in rows:
                sheet.write_row(
                    [
                        self._get_cell(row, name, kind, labels, zone)
                        for name, kind, _width in COLUMNS
                    ]
                )
        sheet.close(self.env._("Total"))
        return sheet.row_count

    def _get_head_lines(self) -> list[str]:
        outlets = ", ".join(self.outlet_ids.mapped("display_name"))
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        return [
            self.env._("Service Ledger"),
            self.company_id.name,
            self.env._(
                "Received from %(start)s to %(end)s",
                start=format_date(self.env, self.date_from),
                end=format_date(self.env, self.date_to),
            ),
            self.env._("Outlets: %(outlets)s", outlets=outlets or self.env._("all")),
            self.env._(
                "Amounts in %(currency)s", currency=self.company_id.currency_id.name
            ),
            self.env._(
                "Exported by %(user)s on %(moment)s",
                user=self.env.user.name,
                moment=f"{format_date(self.env, now.date())} {now:%H:%M}",
            ),
        ]

    def _get_selection_labels(self) -> dict[str, dict]:
        ledger_fields = self.env["aftersales.ledger"]._fields
        return {
            name: dict(ledger_fields[name]._description_selection(self.env))
            for name, _kind, _width in COLUMNS
            if ledger_fields[name].type == "selection"
        }

    def _get_cell(self, row, name, kind, labels, zone):
        """Value of a cell, None where there is nothing to say."""
        value = row[name]
        if kind == "datetime":
            # A spreadsheet knows no time zones.
            local = value and pytz.utc.localize(value).astimezone(zone)
            return local.replace(tzinfo=None) if local else None
        if kind == "hours":
            return value if row[MOMENT_OF[name]] else None
        if kind != "text":
            return value
        if name in labels:
            return labels[name].get(value)
        if isinstance(value, models.BaseModel):
            # The client, too, shows the name of what a row points to, whether or not
            # one may open it.
            return value.sudo().display_name
        if isinstance(value, bool):
            return self.env._("Yes") if value else None
        return value or None
