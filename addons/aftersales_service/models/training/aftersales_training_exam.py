from markupsafe import Markup

from odoo import api, fields, models

from ...tools import training as decide


class AftersalesTrainingAttendance(models.Model):
    """The exam of a training: a certification of the host, read back."""

    _inherit = "aftersales.training.attendance"

    user_input_ids = fields.One2many(
        "survey.user_input",
        "aftersales_attendance_id",
        string="Exam Attempts",
        groups="survey.group_survey_user",
    )
    exam_score = fields.Float(
        string="Score (%)",
        compute="_compute_exam",
        store=True,
        compute_sudo=True,
        aggregator="avg",
        help="Of the best attempt.",
    )
    exam_count = fields.Integer(
        string="Times Examined", compute="_compute_exam", store=True, compute_sudo=True
    )
    exam_is_passed = fields.Boolean(
        string="Exam Passed", compute="_compute_exam", store=True, compute_sudo=True
    )
    exam_is_final = fields.Boolean(
        string="No Attempt Left", compute="_compute_exam", store=True, compute_sudo=True
    )
    exam_url = fields.Char(
        string="Link to the Exam", compute="_compute_exam_url", compute_sudo=True
    )

    @api.depends(
        "user_input_ids.state",
        "user_input_ids.scoring_percentage",
        "user_input_ids.scoring_success",
        "user_input_ids.test_entry",
    )
    def _compute_exam(self):
        for line in self:
            done = line.user_input_ids.filtered(
                lambda attempt: attempt.state == "done" and not attempt.test_entry
            )
            exam = line.training_id.exam_id
            line.exam_count = len(done)
            line.exam_score = max(done.mapped("scoring_percentage"), default=0.0)
            line.exam_is_passed = any(done.mapped("scoring_success"))
            line.exam_is_final = (
                exam.is_attempts_limited and len(done) >= exam.attempts_limit
            )

    @api.depends("user_input_ids.state")
    def _compute_exam_url(self):
        for line in self:
            waiting = line._get_open_attempt()
            line.exam_url = (
                f"{line.get_base_url()}{waiting.get_start_url()}" if waiting else False
            )

    def _get_open_attempt(self):
        self.ensure_one()
        return self.user_input_ids.filtered(lambda a: a.state != "done")[:1]

    def _get_person_partner(self):
        """Who sits the exam: the person's own contact, with or without a user."""
        self.ensure_one()
        person = self.sudo().employee_id
        return (
            person.user_id.partner_id or person.work_contact_id
            if person
            else self.partner_id
        )

    def action_send_exam(self):
        """An attempt for everybody who was there and has none open; also once more
        for who failed, as far as the exam allows it."""
        self.session_id._check_step_role("exam")
        self.check_access("write")
        lines = self.sudo().filtered(
            lambda line: (
                line.training_id.exam_id
                and line.status != decide.ABSENT
                and line.session_id.state in ("planned", "held")
                and not (line.exam_is_passed or line.exam_is_final)
                and not line._get_open_attempt()
            )
        )
        for line in lines:
            line._create_attempt()
        lines._send_exam_links()

    def _create_attempt(self):
        """An answer sheet of the host; a person's attempts are counted together."""
        self.ensure_one()
        earlier = self.user_input_ids[:1].invite_token
        more = {"invite_token": earlier} if earlier else {}
        return self.training_id.exam_id._create_answer(
            partner=self._get_person_partner(),
            check_attempts=False,
            aftersales_attendance_id=self.id,
            **more,
        )

    def _send_exam_links(self) -> None:
        """By mail to who has an address; the others read it from a screen or a code."""
        for line in self:
            partner = line._get_person_partner()
            if not partner.email:
                continue
            words = line.with_context(lang=partner.lang)
            line.session_id.message_notify(
                partner_ids=partner.ids,
                subject=words.env._(
                    "Exam: %(training)s", training=words.training_id.name
                ),
                body=Markup('<p><a href="%s">%s</a></p>')
                % (line.exam_url, words.env._("Begin the exam")),
            )
