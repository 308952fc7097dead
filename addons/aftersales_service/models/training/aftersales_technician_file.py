from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL


class AftersalesTechnicianFile(models.Model):
    """A technician's file: post, outlets, experience, certificates, trainings.

    A view on employees with what after-sales work is about, and nothing of what a
    personnel file holds besides: those who read it need no rights on that.
    """

    _name = "aftersales.technician.file"
    _description = "Technician's File"
    _auto = False
    _order = "name, id"
    _depends = {
        "hr.employee": ["name", "active", "company_id", "user_id", "is_outsourced"],
        "aftersales.employee.duty": ["employee_id", "job_id", "state"],
    }

    name = fields.Char(readonly=True)
    active = fields.Boolean(readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    job_id = fields.Many2one("hr.job", string="Post", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    is_outsourced = fields.Boolean(string="Outsourced", readonly=True)
    experience_from = fields.Date(string="In Related Posts Since", readonly=True)
    experience_years = fields.Float(
        string="Experience (years)", compute="_compute_experience_years"
    )
    duty_id = fields.Many2one(
        "aftersales.employee.duty",
        string="On Duty",
        readonly=True,
        help="In the post the technician has now.",
    )
    duty_start = fields.Date(string="On Duty Since", related="duty_id.date_start")
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        relation="aftersales_outlet_technician_rel",
        column1="employee_id",
        column2="outlet_id",
        readonly=True,
    )
    certificate_ids = fields.One2many(
        "hr.employee.skill",
        "employee_id",
        domain=[("skill_type_id.is_certification", "=", True)],
        readonly=True,
    )
    skill_ids = fields.One2many(
        "hr.employee.skill",
        "employee_id",
        domain=[("skill_type_id.is_certification", "=", False)],
        readonly=True,
    )
    attendance_ids = fields.One2many(
        "aftersales.training.attendance",
        "employee_id",
        string="Trainings",
        readonly=True,
    )
    duty_ids = fields.One2many("aftersales.employee.duty", "employee_id", readonly=True)
    next_end = fields.Date(
        string="Next Certificate Ends",
        compute="_compute_certificates",
        help="Of those that are valid today.",
    )
    has_expired = fields.Boolean(
        string="Certificate Expired",
        compute="_compute_certificates",
        help="And was not renewed.",
    )
    missing = fields.Text(
        compute="_compute_missing",
        compute_sudo=True,
        help="What the post demands and is not there today.",
    )

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT e.id, e.id AS employee_id, e.name, e.active, e.company_id, e.user_id,
                   e.is_outsourced, v.job_id, v.department_id,
                   e.aftersales_experience_from AS experience_from,
                   (SELECT d.id
                      FROM aftersales_employee_duty d
                     WHERE d.employee_id = e.id
                       AND d.state = 'on_duty'
                       AND d.job_id IS NOT DISTINCT FROM v.job_id) AS duty_id
              FROM hr_employee e
              LEFT JOIN hr_version v ON v.id = e.current_version_id
             WHERE EXISTS (SELECT FROM aftersales_outlet_technician_rel r
                            WHERE r.employee_id = e.id)
                OR EXISTS (SELECT FROM aftersales_employee_duty d
                            WHERE d.employee_id = e.id)
                OR EXISTS (SELECT FROM aftersales_training_attendance a
                            WHERE a.employee_id = e.id)
            """
        )

    @api.depends("experience_from")
    def _compute_experience_years(self):
        today = fields.Date.context_today(self)
        for file in self:
            since = file.experience_from
            span = relativedelta(today, since) if since else relativedelta()
            file.experience_years = max(span.years + span.months / 12, 0.0)

    @api.depends("certificate_ids.valid_to")
    def _compute_certificates(self):
        today = fields.Date.context_today(self)
        for file in self:
            ends: dict = {}
            for certificate in file.certificate_ids:
                ends.setdefault(certificate.skill_id, []).append(certificate.valid_to)
            last = [max(found) for found in ends.values() if all(found)]
            file.next_end = min((end for end in last if end >= today), default=False)
            file.has_expired = any(end < today for end in last)

    @api.depends("employee_id", "job_id", "experience_from", "certificate_ids")
    def _compute_missing(self):
        Requirement = self.env["aftersales.post.requirement"]
        today = fields.Date.context_today(self)
        gaps = Requirement._find_gaps(
            {file: (file.employee_id, file.job_id, today) for file in self}
        )
        for file in self:
            words = Requirement._describe_gaps(gaps.get(file, ()))
            file.missing = "\n".join(words) or False

    def action_put_on_duty(self):
        """Put these technicians on duty; who lacks something waits as a draft."""
        Duty = self.env["aftersales.employee.duty"]
        Duty._check_step_role("put")
        off = self.filtered(lambda file: not file.duty_id)
        drafts = Duty.search(
            [("employee_id", "in", off.employee_id.ids), ("state", "=", "draft")]
        )
        drafts |= Duty.create(
            [
                {"employee_id": file.id, "company_id": file.company_id.id}
                for file in off
                if file.employee_id not in drafts.employee_id
            ]
        )
        gaps = drafts._find_gaps()
        drafts.filtered(lambda duty: duty not in gaps).action_put_on_duty()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_employee_duty_action"
        )
        return {**action, "domain": [("id", "in", drafts.ids)], "context": {}}
