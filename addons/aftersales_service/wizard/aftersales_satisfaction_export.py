from odoo import fields, models

from ..tools.ledger_sheet import Column, LedgerSheet, open_book
from ..tools.satisfaction_table import RATE, RESPONSE


class AftersalesSatisfactionExport(models.TransientModel):
    """Statistics table of a survey (客户满意率调查统计表), as a spreadsheet."""

    _name = "aftersales.satisfaction.export"
    _description = "Export of a Satisfaction Survey"
    _inherit = ["aftersales.sheet.mixin"]

    satisfaction_id = fields.Many2one(
        "aftersales.satisfaction.survey", required=True, ondelete="cascade"
    )

    def _write_workbook(self, file) -> int:
        survey = self.satisfaction_id
        survey.check_access("read")
        values = survey._get_statistics_values()
        book = open_book(file)
        rows = self._write_figures(book, values) + self._write_marks(book, values)
        book.close()
        return rows

    def _write_figures(self, book, values: dict) -> int:
        survey = self.satisfaction_id
        sheet = LedgerSheet(
            book,
            self.env._("Statistics"),
            [
                Column(self.env._("About"), "text", 44),
                Column(self.env._("Figure"), "text", 20),
                Column(self.env._("Figure"), "hours"),
                Column(self.env._("From"), "hours"),
                Column(self.env._("To"), "hours"),
                Column(self.env._("Valid Answers"), "count"),
                Column(self.env._("Of Them Satisfied"), "count"),
            ],
        )
        facts = [f"{name}: {text}" for name, text in survey._get_facts()]
        sheet.write_head([survey.title, survey.name, *facts])
        for line in survey._get_lines():
            about = line.outlet.name or line.question.title
            sheet.write_row(
                [
                    about or self.env._("All Customers"),
                    values["labels"][line.measure],
                    line.value,
                    line.low,
                    line.high,
                    line.valid,
                    line.hits if line.measure in (RATE, RESPONSE) else None,
                ]
            )
        return sheet.row_count

    def _write_marks(self, book, values: dict) -> int:
        """How often each mark was given."""
        survey, marks = self.satisfaction_id, values["marks"]
        sheet = LedgerSheet(
            book,
            self.env._("Marks"),
            [
                Column(self.env._("Question"), "text", 60),
                *(Column(mark, "count") for mark in marks),
            ],
        )
        sheet.write_head([survey.title, survey.name])
        for question, by_measure in values["questions"]:
            if question._is_marked():
                tally = next(iter(by_measure.values())).tally
                sheet.write_row(
                    [question.title, *(tally.get(mark, 0) for mark in marks)]
                )
        return sheet.row_count

    def _get_file_name(self) -> str:
        return f"satisfaction_{self.satisfaction_id.name.replace('/', '-')}.xlsx"
