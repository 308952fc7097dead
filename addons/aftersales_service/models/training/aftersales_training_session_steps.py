from odoo import api, fields, models

from ...tools import training as decide
from ...tools import training_flow


class AftersalesTrainingSession(models.Model):
    """What is done with a session: people are named, it is held, evaluated, closed."""

    _inherit = "aftersales.training.session"

    def _get_flow(self):
        return training_flow.SESSION

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "hold": self.env._("Was Held"),
            "close": self.env._("Close"),
            "cancel": self.env._("Cancel"),
            "replan": self.env._("Plan Again"),
            "exam": self.env._("Send the Exam"),
            "bill": self.env._("Create Bills"),
        }

    def action_hold(self):
        """It took place: everybody is marked, and who passed gets what he earned."""
        self._check_step_role("hold")
        self._check_step_possible("hold")
        self._refuse([p for session in self for p in session._get_hold_problems()])
        self._transition("hold")
        self.attendance_ids._settle()

    def _get_hold_problems(self) -> list[str]:
        self.ensure_one()
        values = {"session": self.display_name}
        if self.date_start > fields.Datetime.now():
            return [
                self.env._(
                    "%(session)s begins later. Correct Begins, if it was held before.",
                    **values,
                )
            ]
        if not self.attendance_ids:
            return [self.env._("%(session)s: enter who was there.", **values)]
        problems = []
        unmarked = self.attendance_ids.filtered(lambda a: a.status == "invited")
        if unmarked:
            problems.append(
                self.env._(
                    "%(session)s: mark Present, Late or Absent: %(people)s.",
                    people=", ".join(unmarked.mapped("display_name")),
                    **values,
                )
            )
        if not (self.trainer_id or self.trainer_partner_id):
            problems.append(
                self.env._(
                    "%(session)s: fill in Trainer or External Trainer.", **values
                )
            )
        topic = self.training_id
        if topic.skill_id and not topic.exam_id and not self._may_certify():
            problems.append(
                self.env._(
                    "%(session)s gives a certificate without an exam: the service "
                    "manager confirms that it was held.",
                    **values,
                )
            )
        return problems

    def _may_certify(self) -> bool:
        return self.env.su or self.env.user.has_group(
            "aftersales_service.group_service_manager"
        )

    def action_close(self):
        """Nothing is open any more, and somebody said what it was good for."""
        self._check_step_role("close")
        self._check_step_possible("close")
        self._refuse([p for session in self for p in session._get_close_problems()])
        self._transition("close", effect_user_id=self.env.uid)

    def _get_close_problems(self) -> list[str]:
        self.ensure_one()
        problems = []
        if not (self.effect and self.effect_method):
            problems.append(
                self.env._(
                    "%(session)s: evaluate the training: fill in Effect and Judged By.",
                    session=self.display_name,
                )
            )
        waiting = self.attendance_ids.filtered(lambda a: a.result == "open")
        if waiting:
            problems.append(
                self.env._(
                    "%(session)s: the exam is still open for %(people)s.",
                    session=self.display_name,
                    people=", ".join(waiting.mapped("display_name")),
                )
            )
        return problems

    def action_cancel(self):
        self._check_step_role("cancel")
        self._check_step_possible("cancel")
        self._refuse(
            [
                self.env._(
                    "%(session)s: fill in Cancel Reason before “Cancel”.",
                    session=session.display_name,
                )
                for session in self
                if not session.cancel_reason
            ]
        )
        self._transition("cancel")

    def action_replan(self):
        self._transition("replan")

    # -- people ------------------------------------------------------------------------

    def action_mark_present(self):
        """Everybody not marked yet was there all the time."""
        self._check_step_role("hold")
        waiting = self.attendance_ids.filtered(lambda a: a.status == "invited")
        waiting.status = "present"

    def action_send_exams(self):
        """An attempt at the exam for everybody of these sessions who needs one."""
        self._check_step_role("exam")
        self.attendance_ids.action_send_exam()

    def action_invite(self):
        """Enter whose post demands this training and who does not have it."""
        self.ensure_one()
        self._check_step_role("hold")
        day = self.date_start.date()
        people = self._find_people_in_need(day) - self.attendance_ids.sudo().employee_id
        if self.capacity:
            people = people[: max(self.capacity - len(self.attendance_ids), 0)]
        self.env["aftersales.training.attendance"].create(
            [{"session_id": self.id, "employee_id": person.id} for person in people]
        )

    def _find_people_in_need(self, day):
        """Technicians (of the outlet that holds it, if any) who lack this training."""
        self.ensure_one()
        outlets = self.outlet_id or self.env["aftersales.outlet"].sudo().search(
            [("state", "=", "active"), ("company_id", "=", self.company_id.id)]
        )
        people = outlets.sudo().technician_ids
        gaps = self.env["aftersales.post.requirement"]._find_gaps(
            {person: (person, person.job_id, day) for person in people}
        )
        codes = decide.GAPS["training"].values()
        return people.filtered(
            lambda person: any(
                gap.code in codes and gap.key == self.training_id.id
                for gap in gaps.get(person, ())
            )
        )
