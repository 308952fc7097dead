from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import training as decide
from ...tools import training_flow

HELD_STATES = ("held", "closed")


class AftersalesTrainingSession(models.Model):
    """A training on its day: who gives it, where, who comes, what came of it."""

    _name = "aftersales.training.session"
    _description = "Training Session"
    _inherit = [
        "aftersales.numbered.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Organisers name trainers without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    _flow_roles = training_flow.SESSION_ROLES
    _flow_moments = {"held": "held_at", "closed": "closed_at"}

    training_id = fields.Many2one(
        "aftersales.training",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    kind = fields.Selection(related="training_id.kind", store=True)
    plan_line_id = fields.Many2one(
        "aftersales.training.plan.line",
        string="Planned Training",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    plan_id = fields.Many2one(
        related="plan_line_id.plan_id", store=True, index="btree_not_null"
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("held", "Held"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_start = fields.Datetime(string="Begins", required=True, tracking=True)
    date_end = fields.Datetime(string="Ends", required=True, tracking=True)
    hours = fields.Float(
        compute="_compute_hours", store=True, readonly=False, precompute=True
    )
    place = fields.Char(string="Venue")
    trainer_id = fields.Many2one(
        "hr.employee", check_company=True, index="btree_not_null", tracking=True
    )
    trainer_partner_id = fields.Many2one(
        "res.partner",
        string="External Trainer",
        tracking=True,
        help="Person or institute that gives the training.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Organiser",
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        help="The outlet that holds it. Empty: head office.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        help="Whose people are trained.",
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        help="The installation or request that this training of a customer belongs to.",
    )
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Material", bypass_search_access=True
    )
    capacity = fields.Integer(help="0: no limit.")
    attendance_ids = fields.One2many("aftersales.training.attendance", "session_id")
    people_count = fields.Integer(string="People", compute="_compute_people")
    present_count = fields.Integer(string="Present", compute="_compute_people")
    passed_count = fields.Integer(string="Passed", compute="_compute_people")
    attendance_rate = fields.Float(compute="_compute_people")
    pass_rate = fields.Float(compute="_compute_people")
    exam_id = fields.Many2one(related="training_id.exam_id")
    held_at = fields.Datetime(readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    cancel_reason = fields.Char(copy=False, tracking=True)
    content = fields.Text(string="What Was Taught")

    # -- what it was good for ----------------------------------------------------------
    effect = fields.Selection(
        [
            ("very_effective", "Very Effective"),
            ("effective", "Effective"),
            ("little", "Of Little Effect"),
            ("none", "Without Effect"),
        ],
        copy=False,
        tracking=True,
    )
    effect_method = fields.Selection(
        [
            ("exam", "Exam"),
            ("practice", "Practice Watched"),
            ("work", "Work Afterwards"),
            ("talk", "Talk with Participants"),
        ],
        string="Judged By",
        copy=False,
    )
    effect_note = fields.Text(string="What Follows", copy=False)
    effect_user_id = fields.Many2one(
        "res.users", string="Evaluated By", readonly=True, copy=False
    )

    _times = models.Constraint(
        "CHECK(date_end > date_start AND hours > 0 AND capacity >= 0)",
        "A session ends after it begins, takes more than no time, and its capacity is "
        "not negative.",
    )

    @api.depends("training_id")
    def _compute_hours(self):
        for session in self:
            session.hours = session.hours or session.training_id.hours

    @api.depends("name", "training_id")
    def _compute_display_name(self):
        for session in self:
            session.display_name = f"{session.name} {session.training_id.name or ''}"

    @api.depends("attendance_ids.status", "attendance_ids.result")
    def _compute_people(self):
        for session in self:
            people = session.attendance_ids
            there = people.filtered(lambda a: a.status in ("present", "late"))
            passed = people.filtered(lambda a: a.result == decide.PASSED)
            session.people_count = len(people)
            session.present_count = len(there)
            session.passed_count = len(passed)
            session.attendance_rate = decide.share(len(there), len(people)) or 0.0
            session.pass_rate = decide.share(len(passed), len(people)) or 0.0

    @api.constrains("capacity", "attendance_ids")
    def _check_capacity(self):
        full = self.filtered(lambda s: 0 < s.capacity < len(s.attendance_ids))
        if full:
            raise ValidationError(
                "\n".join(
                    self.env._(
                        "%(session)s has %(capacity)s places, %(people)s people are "
                        "entered. Raise Capacity or plan another session.",
                        session=session.display_name,
                        capacity=session.capacity,
                        people=len(session.attendance_ids),
                    )
                    for session in full
                )
            )

    @api.constrains("training_id", "partner_id")
    def _check_customer(self):
        unnamed = self.filtered(lambda s: s.kind == "customer" and not s.partner_id)
        if unnamed:
            raise ValidationError(
                self.env._(
                    "%(sessions)s: fill in Customer for a training of customers.",
                    sessions=", ".join(unnamed.mapped("display_name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_unheld_only(self):
        self._refuse(
            [
                self.env._(
                    "%(session)s was held and stays on file.",
                    session=session.display_name,
                )
                for session in self
                if session.state in HELD_STATES
            ]
        )

    def copy_data(self, default=None):
        """A copy is another day of the same training, without its people."""
        return super().copy_data({"attachment_ids": False, **(default or {})})
