from odoo import models
from odoo.tools import format_date

from ...tools.satisfaction_table import OVERALL


class ResPartner(models.Model):
    """What a customer answered in surveys stands in his file (R272)."""

    _inherit = "res.partner"

    def _get_customer_file_sections(self) -> list[dict]:
        sections = super()._get_customer_file_sections()
        if self._get_masked():
            return sections
        return [*sections, self._get_file_surveys()]

    def _get_file_surveys(self) -> dict:
        return self._make_section(
            "surveys",
            self.env._("Satisfaction Surveys"),
            [
                self.env._("Date"),
                self.env._("Survey"),
                self.env._("Service Order"),
                self.env._("Overall Opinion"),
            ],
            self._find_for_file(
                "survey.user_input",
                [
                    *self._get_file_domain(),
                    ("satisfaction_id", "!=", False),
                    ("state", "=", "done"),
                ],
                "end_datetime desc, id desc",
            ),
            lambda sheet: [
                format_date(self.env, sheet.end_datetime),
                sheet.satisfaction_id.title,
                sheet.aftersales_order_id.name,
                sheet.user_input_line_ids.filtered(
                    lambda line: line.question_id.aftersales_measure == OVERALL
                ).suggested_answer_id.value,
            ],
        )
