import base64
import re

import pytz

from odoo import api, fields, models, modules
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import call_sheet

BATCH = 500


class AftersalesImportCalls(models.TransientModel):
    """Import service calls from a CSV file: check, then import all good rows.

    A call is known by its external id: importing a file twice adds nothing. Each
    batch is committed by itself, so a run that is killed can be run again.
    """

    _name = "aftersales.import.calls"
    _description = "Import Service Calls"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    file = fields.Binary(string="CSV File", required=True)
    file_name = fields.Char()
    tz = fields.Selection(
        selection=lambda self: [(tz, tz) for tz in pytz.common_timezones],
        string="Times Are In",
        required=True,
        default=lambda self: self.env.user.tz or "Asia/Shanghai",
    )
    type_id = fields.Many2one(
        "aftersales.order.type",
        string="Order Type",
        required=True,
        default=lambda self: self.env["aftersales.order"]._default_type_id(),
        help="Type of all calls in the file.",
    )
    column_ids = fields.One2many(
        "aftersales.import.calls.column",
        "import_id",
        string="Columns",
        compute="_compute_column_ids",
        store=True,
        readonly=False,
    )
    state = fields.Selection(
        [("file", "File"), ("checked", "Checked"), ("done", "Imported")],
        default="file",
        readonly=True,
    )
    good_count = fields.Integer(string="Good Rows", readonly=True)
    bad_count = fields.Integer(string="Bad Rows", readonly=True)
    known_count = fields.Integer(
        string="Imported Before",
        readonly=True,
        help="Rows whose external id is on file: left alone.",
    )
    issue_note = fields.Text(string="Problems", readonly=True)
    bad_file = fields.Binary(string="File of Bad Rows", readonly=True)
    bad_file_name = fields.Char(readonly=True)

    @api.depends("file")
    def _compute_column_ids(self):
        for wizard in self:
            header = call_sheet.read_header(wizard._get_text()) if wizard.file else []
            mapping = call_sheet.guess_mapping(header)
            wizard.column_ids = [fields.Command.clear()] + [
                fields.Command.create({"name": column, "title": mapping.get(column)})
                for column in (call_sheet.COLUMNS if header else ())
            ]

    def _get_text(self) -> str:
        try:
            return call_sheet.decode(
                base64.b64decode(self.with_context(bin_size=False).file)
            )
        except UnicodeDecodeError as error:
            raise UserError(
                self.env._(
                    "CSV File: the text is neither UTF-8 nor GB 18030. Save the sheet "
                    "as “CSV UTF-8” and choose it again."
                )
            ) from error

    # -- check ------------------------------------------------------------------------

    def action_check(self):
        """Read the file and say what would happen; nothing is imported."""
        self.ensure_one()
        sheet = self._read_sheet()
        new_calls = self._drop_known(sheet.calls)
        self._report(sheet, len(new_calls))
        self.state = "checked"
        return self._reopen()

    def _read_sheet(self) -> call_sheet.Sheet:
        mapping = {line.name: line.title for line in self.column_ids if line.title}
        order_fields = self.env["aftersales.order"]._fields
        try:
            return call_sheet.read_sheet(
                self._get_text(),
                call_sheet.Known(
                    channels=order_fields["channel"].get_values(self.env),
                    priorities=order_fields["priority"].get_values(self.env),
                    products=self._get_product_ids().keys(),
                ),
                mapping or None,
            )
        except ValueError as error:
            raise UserError(
                self.env._(
                    "The file has no column for “%(column)s”. Choose one in Columns.",
                    column=error.args[0],
                )
            ) from error

    def _get_product_ids(self) -> dict[str, int]:
        """Products by internal reference, and by name where that names just one."""
        rows = self.env["product.product"].search_read(
            Domain("company_id", "in", (self.company_id.id, False)),
            ["default_code", "name"],
            order="id desc",
            load=False,
        )
        by_name: dict[str, set[int]] = {}
        for row in rows:
            by_name.setdefault(row["name"], set()).add(row["id"])
        named = {name: ids.pop() for name, ids in by_name.items() if len(ids) == 1}
        coded = {row["default_code"]: row["id"] for row in rows if row["default_code"]}
        return {**named, **coded}

    def _drop_known(self, calls: list) -> list:
        """Calls whose external id was not imported before, in one query."""
        names = {self._get_xml_name(call): call for call in calls if call.external_id}
        known = set(
            self.env["ir.model.data"]
            .sudo()
            .search(
                [
                    ("module", "=", "__import__"),
                    ("model", "=", "aftersales.order"),
                    ("name", "in", list(names)),
                ]
            )
            .mapped("name")
        )
        return [call for call in calls if self._get_xml_name(call) not in known]

    def _get_xml_name(self, call) -> str:
        """External id as the host's own import screen would name it.

        Dots and blanks, which the host does not take, are written as ``%2E``.
        """
        return re.sub(r"[%.\s]", lambda mark: f"%{ord(mark[0]):02X}", call.external_id)

    def _report(self, sheet, new_count: int) -> None:
        self.good_count = new_count
        self.known_count = len(sheet.calls) - new_count
        self.bad_count = len(sheet.issues)
        self.issue_note = "\n".join(
            self.env._(
                "Line %(line)s (%(id)s): %(reason)s, in %(field)s.",
                line=issue.line,
                id=issue.external_id or "–",
                reason=self._get_reason_labels().get(issue.reason, issue.reason),
                field=issue.field,
            )
            for issue in sheet.issues
        )
        if sheet.issues:
            # A byte order mark, so that spreadsheets read the Chinese text right.
            text = call_sheet.write_bad_records(sheet)
            self.bad_file = base64.b64encode(text.encode("utf-8-sig"))
            stem = (self.file_name or "calls.csv").removesuffix(".csv")
            self.bad_file_name = f"{stem}_bad_rows.csv"
        else:
            self.bad_file = False

    @api.model
    def _get_reason_labels(self) -> dict[str, str]:
        return {
            call_sheet.BAD_DATE: self.env._("no valid date and time"),
            call_sheet.UNKNOWN_CHANNEL: self.env._("unknown channel"),
            call_sheet.UNKNOWN_PRODUCT: self.env._("unknown product"),
            call_sheet.NO_CUSTOMER: self.env._("no customer"),
            call_sheet.DUPLICATE: self.env._("external id stands in the file before"),
            call_sheet.BAD_PRIORITY: self.env._("unknown priority"),
        }

    # -- import -----------------------------------------------------------------------

    def action_import(self):
        """Import all good rows that are new; give the bad ones back as a file."""
        self.ensure_one()
        sheet = self._read_sheet()
        calls = self._drop_known(sheet.calls)
        self._report(sheet, len(calls))
        products = self._get_product_ids()
        for start in range(0, len(calls), BATCH):
            # As the host's own import: no creation notice for thousands of records.
            self.with_context(tracking_disable=True)._import_batch(
                calls[start : start + BATCH], products
            )
            self._commit_batch()
        self.state = "done"
        return self._reopen()

    def _commit_batch(self) -> None:
        """Keep what is done, so that a killed import goes on where it stopped."""
        self.env.flush_all()
        # In a test the whole case is one transaction that is rolled back.
        if not modules.module.current_test:
            # Thousands of calls in one transaction would be lost with the last one.
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def action_view_orders(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )

    def _reopen(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Service Calls"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
