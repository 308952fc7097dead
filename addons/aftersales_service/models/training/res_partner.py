from odoo import models
from odoo.tools import format_date


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_customer_file_sections(self) -> list[dict]:
        """The customer's people who were trained (R272)."""
        sections = super()._get_customer_file_sections()
        return (
            sections if self._get_masked() else [*sections, self._get_file_trainings()]
        )

    def _get_file_trainings(self) -> dict:
        lines = self._find_for_file(
            "aftersales.training.attendance",
            self._get_file_domain("session_id.partner_id"),
            "session_date desc, id",
        )
        results = dict(
            self.env["aftersales.training.attendance"]
            ._fields["result"]
            ._description_selection(self.env)
        )
        return self._make_section(
            "trainings",
            self.env._("Trainings"),
            [
                self.env._("Date"),
                self.env._("Training"),
                self.env._("Person"),
                self.env._("Hours"),
                self.env._("Result"),
            ],
            lines,
            lambda line: [
                format_date(self.env, line.session_date),
                line.training_id.name,
                line._get_person_name(),
                f"{line.hours:g}",
                results[line.result],
            ],
        )
