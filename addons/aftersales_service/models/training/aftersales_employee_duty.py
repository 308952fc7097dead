from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...tools import training_flow

# What the step that puts somebody on duty writes, and nobody else.
DECIDED = frozenset({"is_ready", "gap_note", "is_override", "put_user_id", "date_end"})
FROZEN = frozenset(
    {
        "employee_id",
        "job_id",
        "outlet_id",
        "company_id",
        "date_start",
        "override_reason",
    }
)


class AftersalesEmployeeDuty(models.Model):
    """A technician is put on a post: checked on the day, and on file afterwards (R419).

    Who lacks something his post demands is refused; only the service manager may put
    him on duty all the same, with a reason that stays.
    """

    _name = "aftersales.employee.duty"
    _description = "Duty of a Technician"
    _inherit = [
        "aftersales.numbered.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Managers name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    _flow_roles = training_flow.DUTY_ROLES

    employee_id = fields.Many2one(
        "hr.employee",
        string="Technician",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    job_id = fields.Many2one(
        "hr.job",
        string="Post",
        compute="_compute_from_employee",
        compute_sudo=True,
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_from_employee",
        compute_sudo=True,
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("on_duty", "On Duty"),
            ("ended", "Ended"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_start = fields.Date(
        string="From",
        required=True,
        default=fields.Date.context_today,
        index=True,
        tracking=True,
    )
    date_end = fields.Date(string="Until", readonly=True, copy=False, tracking=True)
    experience_from = fields.Date(
        string="In Related Posts Since",
        compute="_compute_experience_from",
        inverse="_inverse_experience_from",
        compute_sudo=True,
        help="Kept on the employee; for the years that a post asks for.",
    )
    missing = fields.Text(
        compute="_compute_missing", help="What the post demands and is not there today."
    )
    is_ready = fields.Boolean(
        string="Met All Demands",
        readonly=True,
        copy=False,
        help="Of the post, on the day it was taken up.",
    )
    gap_note = fields.Text(
        string="Was Missing", readonly=True, copy=False, help="When put on duty."
    )
    is_override = fields.Boolean(
        string="Put on Duty All the Same", readonly=True, copy=False, tracking=True
    )
    override_reason = fields.Text(copy=False, tracking=True)
    put_user_id = fields.Many2one(
        "res.users", string="Put on Duty By", readonly=True, copy=False
    )

    _on_duty_uniq = models.UniqueIndex(
        "(employee_id, COALESCE(job_id, 0)) WHERE state = 'on_duty'",
        "This technician is on duty in this post already.",
    )
    _days = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "A duty does not end before it begins.",
    )

    @api.depends("name", "employee_id", "job_id")
    def _compute_display_name(self):
        for duty in self:
            parts = (duty.employee_id.name, duty.job_id.name)
            duty.display_name = f"{duty.name} {' · '.join(filter(None, parts))}"

    @api.depends("employee_id")
    def _compute_from_employee(self):
        for duty in self:
            duty.job_id = duty.employee_id.job_id
            duty.outlet_id = duty.employee_id.aftersales_outlet_ids[:1]

    @api.constrains("employee_id", "outlet_id")
    def _check_outlet(self):
        """Who may put people of an outlet on duty must not name others as its own."""
        foreign = self.filtered(
            lambda duty: (
                duty.outlet_id
                and duty.outlet_id not in duty.employee_id.sudo().aftersales_outlet_ids
            )
        )
        if foreign:
            raise ValidationError(
                "\n".join(
                    self.env._(
                        "%(technician)s does not work for %(outlet)s. Add him to the "
                        "technicians of the outlet, or choose another one.",
                        technician=duty.employee_id.name,
                        outlet=duty.outlet_id.name,
                    )
                    for duty in foreign
                )
            )

    @api.depends("employee_id")
    def _compute_department_id(self):
        for duty in self:
            duty.department_id = duty.employee_id.department_id

    @api.depends("employee_id")
    def _compute_experience_from(self):
        for duty in self:
            duty.experience_from = duty.employee_id.aftersales_experience_from

    def _inverse_experience_from(self):
        """Service managers keep this one date of the personnel file."""
        if not self.env.su and not self.env.user.has_group(
            "aftersales_service.group_service_manager"
        ):
            raise AccessError(
                self.env._(
                    "“In Related Posts Since” is filled in by the service manager."
                )
            )
        for duty in self:
            duty.employee_id.sudo().aftersales_experience_from = duty.experience_from

    @api.depends("employee_id", "job_id", "date_start", "experience_from")
    def _compute_missing(self):
        gaps = self._find_gaps()
        for duty in self:
            words = duty._describe_gaps(gaps.get(duty, ()))
            duty.missing = "\n".join(words) or False

    def _find_gaps(self) -> dict:
        """What stands against these duties on their day (today, once it is past)."""
        today = fields.Date.context_today(self)
        return self.env["aftersales.post.requirement"]._find_gaps(
            {
                duty: (
                    duty.employee_id,
                    duty.job_id,
                    duty.date_start
                    if duty.state == "draft" and duty.date_start
                    else today,
                )
                for duty in self
                if duty.employee_id
            }
        )

    def _describe_gaps(self, gaps) -> list[str]:
        return self.env["aftersales.post.requirement"]._describe_gaps(gaps)
