from odoo import api, fields, models


class AftersalesTraining(models.Model):
    """A topic that people are trained in: for whom, how long, with which exam."""

    _name = "aftersales.training"
    _description = "Training Topic"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    kind = fields.Selection(
        [
            ("internal", "Internal"),
            ("external", "External"),
            ("customer", "For Customers"),
            ("outlet", "For Outlets"),
        ],
        required=True,
        default="internal",
        help="External: given by others. For Customers: the users of what was sold.",
    )
    theme = fields.Selection(
        [
            ("rules", "Service Rules and Conduct"),
            ("skills", "Technical Skills"),
            ("product", "Product and Production"),
            ("safety", "Safety"),
            ("ethics", "Professional Ethics"),
            ("awareness", "Customer and Environmental Awareness"),
            ("law", "Law"),
            ("operation", "Operation by the Customer"),
        ],
        required=True,
        default="skills",
    )
    hours = fields.Float(string="Training Hours", default=4.0)
    min_attendance = fields.Float(
        string="Attendance Needed",
        default=1.0,
        help="Share of the hours that must be attended to pass.",
    )
    validity_months = fields.Integer(
        string="Holds For (months)",
        help="After that it is needed again. 0: it holds for good.",
    )
    job_ids = fields.Many2many("hr.job", string="For Posts", help="Empty: for all.")
    content = fields.Html(translate=True)

    # -- what it is proved by, and what it gives ---------------------------------------
    exam_id = fields.Many2one(
        "survey.survey",
        domain="[('certification', '=', True)]",
        ondelete="restrict",
        index="btree_not_null",
        help="A certification of the Surveys app. Empty: attendance is enough.",
    )
    skill_id = fields.Many2one(
        "hr.skill",
        string="Certificate Given",
        domain="[('skill_type_id.is_certification', '=', True)]",
        ondelete="restrict",
        help="Who passes gets it on his file, with the end of its validity.",
    )
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    skill_level_id = fields.Many2one(
        "hr.skill.level",
        string="Level",
        compute="_compute_skill_level_id",
        store=True,
        readonly=False,
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="restrict",
    )
    session_ids = fields.One2many("aftersales.training.session", "training_id")
    session_count = fields.Integer(compute="_compute_session_count")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "There is a training topic with this code already.",
    )
    _numbers = models.Constraint(
        "CHECK(hours > 0 AND validity_months >= 0 "
        "AND min_attendance >= 0 AND min_attendance <= 1)",
        "Hours must be above zero, Holds For not negative, and Attendance Needed "
        "between 0 and 100 %.",
    )

    @api.depends("skill_id")
    def _compute_skill_level_id(self):
        for training in self:
            levels = training.skill_id.skill_type_id.skill_level_ids
            if training.skill_level_id not in levels:
                default = levels.filtered("default_level")
                training.skill_level_id = (default or levels)[-1:]

    def _compute_session_count(self):
        counts = dict(
            self.env["aftersales.training.session"]._read_group(
                [("training_id", "in", self.ids)], ["training_id"], ["__count"]
            )
        )
        for training in self:
            training.session_count = counts.get(training, 0)

    def action_view_sessions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_training_session_action"
        )
        return {
            **action,
            "domain": [("training_id", "=", self.id)],
            "context": {"default_training_id": self.id},
        }
