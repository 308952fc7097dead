from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import programme_flow

AGREED = frozenset(
    {"date_from", "date_to", "scheme_id", "matrix_id", "company_id", "department_ids"}
    | {"outlet_ids", "outlet_share", "seed"}
)


class AftersalesAuditProgramme(models.Model):
    """What is evaluated in a year: the company, its departments, a sample of outlets
    (R344). Who draws it up does not approve it."""

    _name = "aftersales.audit.programme"
    _description = "Evaluation Programme"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    _flow_roles = programme_flow.ROLES

    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_from = fields.Date(
        string="Period From",
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
        help="What happened in the period is evaluated.",
    )
    date_to = fields.Date(
        string="Period To",
        required=True,
        default=lambda self: fields.Date.end_of(
            fields.Date.context_today(self), "year"
        ),
    )
    scheme_id = fields.Many2one(
        "aftersales.audit.scheme",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'in_force')]",
    )
    matrix_id = fields.Many2one(
        "aftersales.responsibility.matrix",
        check_company=True,
        domain="[('scheme_id', '=', scheme_id)]",
        ondelete="restrict",
        help="Each indicator is asked of the department that is mainly responsible.",
    )
    department_ids = fields.Many2many(
        "hr.department",
        relation="aftersales_audit_programme_department_rel",
        column1="programme_id",
        column2="department_id",
        string="Departments",
        check_company=True,
        help="Empty: all departments of the matrix.",
    )
    outlet_share = fields.Float(
        string="Outlets to Sample (%)", default=20.0, help="Rounded up."
    )
    seed = fields.Integer(
        default=lambda self: fields.Date.context_today(self).year,
        help="The same seed draws the same outlets again: nobody can say they were "
        "picked.",
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        relation="aftersales_audit_programme_outlet_rel",
        column1="programme_id",
        column2="outlet_id",
        string="Sampled Outlets",
        check_company=True,
    )
    objective = fields.Text()
    audit_ids = fields.One2many("aftersales.audit", "programme_id")
    audit_count = fields.Integer(string="Audits", compute="_compute_audit_count")
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _period_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )
    _share_range = models.Constraint(
        "CHECK(outlet_share >= 0 AND outlet_share <= 100)",
        "Outlets to Sample: from 0 to 100 %.",
    )

    @api.depends("name", "date_to")
    def _compute_display_name(self):
        for programme in self:
            year = programme.date_to.year if programme.date_to else ""
            programme.display_name = f"{programme.name} ({year})"

    @api.depends("audit_ids")
    def _compute_audit_count(self):
        for programme in self:
            programme.audit_count = len(programme.audit_ids)

    @api.constrains("scheme_id", "matrix_id")
    def _check_matrix(self):
        for programme in self:
            matrix = programme.matrix_id
            if matrix and matrix.scheme_id != programme.scheme_id:
                raise ValidationError(
                    self.env._(
                        "%(programme)s: the matrix %(matrix)s is made for another "
                        "scheme.",
                        programme=programme.name,
                        matrix=matrix.name,
                    )
                )

    def write(self, vals):
        if AGREED & vals.keys():
            self._refuse(
                [
                    self.env._(
                        "%(programme)s is approved. Choose “Back to Draft” before you "
                        "change it.",
                        programme=programme.name,
                    )
                    for programme in self
                    if programme.state != "draft"
                ]
            )
        return super().write(vals)
