import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from odoo.addons.aftersales_service.tools.ledger_sheet import (
    Column,
    LedgerSheet,
    open_book,
)

from ..tools import clause_sheet


class AftersalesAuditSchemeImport(models.TransientModel):
    """Load clauses and points from a file: all of it, or nothing.

    A clause is known by its number. New numbers are added below the clause they belong
    to; an empty cell leaves what there is.
    """

    _name = "aftersales.audit.scheme.import"
    _description = "Import Clauses and Points"
    _inherit = ["aftersales.sheet.mixin"]

    scheme_id = fields.Many2one("aftersales.audit.scheme", required=True)
    file = fields.Binary(string="XLSX or CSV File")
    file_name = fields.Char()
    points_source = fields.Selection(
        [
            ("company", "The Company's Copy of the Standard"),
            ("house", "Set by the House"),
        ],
        string="Points Are From",
        required=True,
        compute="_compute_points_source",
        store=True,
        readonly=False,
        precompute=True,
    )
    issue_note = fields.Text(string="Problems", readonly=True)
    template = fields.Binary(readonly=True, attachment=False)
    template_name = fields.Char(readonly=True)

    @api.depends("scheme_id")
    def _compute_points_source(self):
        for wizard in self:
            is_house = wizard.scheme_id.kind == "house"
            wizard.points_source = "house" if is_house else "company"

    # -- template ----------------------------------------------------------------------

    def _check_export_right(self) -> None:
        """A form to fill in is no export of data: who may load it may have it."""
        self.scheme_id.check_access("write")

    def _get_columns(self) -> dict[str, Column]:
        return {
            "code": Column(self.env._("Clause"), "text", 12),
            "name": Column(self.env._("Name"), "text", 50),
            "points": Column(self.env._("Points"), "money"),
            "text": Column(self.env._("Text of the Standard"), "long", 70),
        }

    def _get_template_rows(self) -> list[list]:
        """Equal shares are left out: loaded again they would pass for real points."""
        return [
            [
                clause.code,
                clause.name,
                clause.points_source != "placeholder" and clause.points or None,
                None,
            ]
            for clause in self.scheme_id.clause_ids.sorted("sort_key")
        ]

    def _write_workbook(self, file) -> int:
        book = open_book(file)
        columns = self._get_columns().values()
        sheet = LedgerSheet(book, self.env._("Clauses"), list(columns))
        sheet.write_head([])
        rows = self._get_template_rows()
        for row in rows:
            sheet.write_row(row)
        book.close()
        return len(rows)

    def _get_file_name(self) -> str:
        return f"{self.scheme_id.code} points.xlsx".replace("/", "-")

    def action_download_csv(self):
        """The same form as text."""
        self.ensure_one()
        self._check_export_right()
        header = [column.title for column in self._get_columns().values()]
        self.template = base64.b64encode(
            clause_sheet.write_csv([header, *self._get_template_rows()])
        )
        self.template_name = self._get_file_name().replace(".xlsx", ".csv")
        return self._reopen()

    # -- import ------------------------------------------------------------------------

    def action_import(self):
        """Load the file; with a single bad row nothing is loaded and all are told."""
        self.ensure_one()
        self.scheme_id._check_draft()
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        sheet = self._read()
        issues = [(issue.line, self._describe_issue(issue)) for issue in sheet.issues]
        issues += self._find_unnamed(sheet.rows)
        self.issue_note = "\n".join(text for _line, text in sorted(issues))
        if issues:
            return self._reopen()
        self._load(sheet.rows)
        return self.scheme_id._get_form_action()

    def _read(self) -> clause_sheet.Sheet:
        try:
            table = clause_sheet.read_file(base64.b64decode(self.file))
        except Exception as error:
            # Whatever a broken file makes the reader raise: it cannot be read.
            raise UserError(
                self.env._(
                    "%(file)s cannot be read. Save it as XLSX or as CSV (UTF-8).",
                    file=self.file_name or self.env._("The file"),
                )
            ) from error
        columns = self._get_columns().items()
        return clause_sheet.read(table, {name: one.title for name, one in columns})

    def _describe_issue(self, issue: clause_sheet.Issue) -> str:
        values = {"line": issue.line, "value": issue.value}
        if issue.kind == "no_code":
            return self.env._("Line %(line)s: the clause number is missing.", **values)
        if issue.kind == "repeated":
            return self.env._("Line %(line)s: %(value)s is there twice.", **values)
        return self.env._(
            "Line %(line)s: points “%(value)s” are no number above 0 and up to 100.",
            **values,
        )

    def _find_unnamed(self, rows) -> list[tuple[int, str]]:
        """New clauses need a name."""
        known = set(self.scheme_id.clause_ids.mapped("code"))
        return [
            (
                row.line,
                self.env._(
                    "Line %(line)s: the scheme has no clause %(value)s. Give it a name "
                    "to add it.",
                    line=row.line,
                    value=row.code,
                ),
            )
            for row in rows
            if row.code not in known and not row.name
        ]

    def _load(self, rows) -> None:
        by_code = {clause.code: clause for clause in self.scheme_id.clause_ids}
        new = sorted(
            (row for row in rows if row.code not in by_code),
            key=lambda row: row.code.count("."),
        )
        for row in new:
            parent = self.env["aftersales.audit.clause"]._find_parent(row.code, by_code)
            by_code[row.code] = parent.create(
                {
                    "scheme_id": self.scheme_id.id,
                    "parent_id": parent.id,
                    "code": row.code,
                    **self._prepare_vals(row, parent.browse()),
                }
            )
        for row in rows:
            if row not in new:
                clause = by_code[row.code]
                clause.write(self._prepare_vals(row, clause))

    def _prepare_vals(self, row, clause) -> dict:
        """Points that are as they were stay from where they were."""
        vals: dict = {}
        if row.name:
            vals["name"] = row.name
        if row.text:
            vals["text"] = plaintext2html(row.text)
        is_placeholder = clause.points_source == "placeholder"
        if row.points and (is_placeholder or row.points != clause.points):
            vals |= {"points": row.points, "points_source": self.points_source}
        return vals

    def _reopen(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Clauses and Points"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
