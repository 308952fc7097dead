from odoo import fields, models
from odoo.tools import format_date


class HrEmployee(models.Model):
    """What an outlet's page shows of one of its people."""

    _inherit = "hr.employee"

    def _get_training_cards(self) -> dict[int, dict]:
        """Certificates and trainings with their ends, what is planned, what is missing.

        Words and dates only, by employee: a page gets no record of a personnel file.
        """
        today = fields.Date.context_today(self)
        requirement = self.env["aftersales.post.requirement"]
        gaps = requirement._find_gaps(
            {person: (person, person.job_id, today) for person in self}
        )
        return {
            person.id: {
                **person._get_training_card(today),
                "missing": requirement._describe_gaps(gaps.get(person, ())),
            }
            for person in self
        }

    def _get_training_card(self, today) -> dict:
        self.ensure_one()
        lines = self.aftersales_attendance_ids
        return {
            "is_on_duty": any(
                duty.state == "on_duty" and duty.job_id == self.job_id
                for duty in self.aftersales_duty_ids
            ),
            "certificates": [
                self._to_paper(line.skill_id.name, line.valid_to, today)
                for line in self.certification_ids
            ],
            "trainings": [
                self._to_paper(line.training_id.name, line.valid_to, today)
                for line in lines
                if line.passed_on
            ],
            "invitations": [
                {
                    "name": line.training_id.name,
                    "day": format_date(self.env, line.session_date),
                }
                for line in lines
                if line.session_state == "planned"
            ],
        }

    def _to_paper(self, name: str, until, today) -> dict:
        return {
            "name": name,
            "until": until and format_date(self.env, until),
            "is_over": bool(until and until < today),
        }
