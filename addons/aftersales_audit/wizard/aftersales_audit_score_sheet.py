from odoo import fields, models

from odoo.addons.aftersales_service.tools.ledger_sheet import (
    Column,
    Formula,
    LedgerSheet,
    open_book,
)

from ..tools import scoring


class AftersalesAuditScoreSheet(models.TransientModel):
    """The score sheet of an evaluation as certifiers use it: indicators with points and
    what was found, special items, the result."""

    _name = "aftersales.audit.score.sheet"
    _description = "Score Sheet"
    _inherit = ["aftersales.sheet.mixin"]

    audit_id = fields.Many2one("aftersales.audit", required=True)

    def _write_workbook(self, file) -> int:
        audit = self.audit_id
        audit.check_access("read")
        book = open_book(file)
        count = self._write_indicators(book)
        self._write_special(book)
        self._write_scores(book)
        book.close()
        return count

    def _get_head(self) -> list[str]:
        audit = self.audit_id
        return [
            f"{audit.name} {audit.scheme_id.display_name}",
            audit.company_id.name,
            f"{audit.date_from} – {audit.date_to}",
            *filter(None, [self._get_warning()]),
        ]

    def _get_warning(self) -> str:
        """What every sheet and every printed page says."""
        if not self.audit_id.uses_placeholder:
            return ""
        return self.env._(
            "Scored with equal shares that are not from the standard. Not for "
            "certification."
        )

    def _open_sheet(self, book, name: str, columns: list[Column]) -> LedgerSheet:
        sheet = LedgerSheet(book, name, columns)
        sheet.write_head(self._get_head(), self._get_warning())
        return sheet

    def _label(self, record, name: str) -> str:
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], "")

    def _write_indicators(self, book) -> int:
        sheet = self._open_sheet(
            book,
            self.env._("Score Sheet"),
            [
                Column(self.env._("Clause"), "text", 12),
                Column(self.env._("Indicator"), "long", 40),
                Column(self.env._("Audited Unit"), "text"),
                Column(self.env._("Points"), "money", 9),
                Column(self.env._("Points Are From"), "text"),
                Column(self.env._("Audit Result"), "text"),
                Column(self.env._("Samples"), "count"),
                Column(self.env._("Samples Passed"), "count"),
                Column(self.env._("Points Reached"), "money", 9),
                Column(self.env._("What Was Found"), "long", 50),
                Column(self.env._("Auditor"), "text"),
            ],
        )
        for line in self.audit_id.line_ids:
            is_sampled = line.result == "sampled"
            sheet.write_row(
                [
                    line.clause_id.code,
                    line.clause_id.name,
                    line.unit_name,
                    line.points or None,
                    self._label(line, "points_source"),
                    self._label(line, "result"),
                    line.sample_size if is_sampled else None,
                    line.passed_count if is_sampled else None,
                    self._get_mark(line),
                    line.finding or None,
                    line.auditor_id.sudo().name or None,
                ]
            )
        return sheet.row_count

    def _get_mark(self, line) -> Formula | float | None:
        """Points reached, so that who checks the sheet sees how."""
        if not line.points or not line.result or line.result in scoring.OUTSIDE:
            return None
        if line.result == scoring.NOT_MET:
            return 0.0
        is_sampled = line.result == scoring.SAMPLED
        text = "=ROUND(D{row}*H{row}/G{row},2)" if is_sampled else "=D{row}"
        return Formula(text, line.mark)

    def _write_special(self, book) -> None:
        sheet = self._open_sheet(
            book,
            self.env._("Special Items"),
            [
                Column(self.env._("Special Item"), "text", 26),
                Column(self.env._("Ground"), "long", 36),
                Column(self.env._("Description"), "long", 50),
                Column(self.env._("Put Right"), "text"),
            ],
        )
        for item in self.audit_id.special_ids:
            sheet.write_row(
                [
                    self._label(item, "kind"),
                    self._label(item, "ground"),
                    item.description,
                    str(item.rectified_on or ""),
                ]
            )

    def _write_scores(self, book) -> None:
        sheet = self._open_sheet(
            book,
            self.env._("Result"),
            [
                Column(self.env._("Score Of"), "text", 24),
                Column(self.env._("What"), "text", 40),
                Column(self.env._("Points Reached"), "money", 10),
                Column(self.env._("Points Involved"), "money", 10),
                Column(self.env._("Special Deductions"), "count", 10),
                Column(self.env._("Special Strengths"), "count", 10),
                Column(self.env._("Score"), "money", 9),
                Column(self.env._("Last Time"), "money", 9),
                Column(self.env._("Grade Reached"), "text", 24),
                Column(self.env._("Consequences"), "long", 40),
            ],
        )
        for row in self.audit_id.score_ids:
            is_special = row.has_score and row.scope not in ("section", "second")
            sheet.write_row(
                [
                    self._label(row, "scope"),
                    row.display_name,
                    row.obtained if row.has_score else None,
                    row.involved if row.has_score else None,
                    row.deductions if is_special else None,
                    row.bonuses if is_special else None,
                    row.score if row.has_score else None,
                    row.previous_score if row.has_previous else None,
                    row.band_names,
                    row.consequence_names,
                ]
            )

    def _get_file_name(self) -> str:
        return f"{self.audit_id.name.replace('/', '-')} score sheet.xlsx"
