from odoo import api, fields, models

from ...tools import impartiality


class AftersalesAuditAdvice(models.Model):
    """Who advised whom: for some years he does not audit there."""

    _name = "aftersales.audit.advice"
    _description = "Advice Given to a Unit"
    _inherit = ["hr.mixin"]
    _order = "date_end desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Adviser",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        "hr.department", check_company=True, ondelete="restrict"
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        ondelete="restrict",
        help="Neither department nor outlet: he advised the whole company.",
    )
    date_end = fields.Date(
        string="Last Day", required=True, default=fields.Date.context_today
    )
    note = fields.Char(string="About What")

    _one_unit = models.Constraint(
        "CHECK(department_id IS NULL OR outlet_id IS NULL)",
        "Name a department or an outlet, not both.",
    )

    @api.depends("employee_id", "date_end")
    def _compute_display_name(self):
        for advice in self:
            advice.display_name = f"{advice.employee_id.sudo().name} {advice.date_end}"

    def _get_unit(self) -> str:
        self.ensure_one()
        return impartiality.unit_key(self.department_id.id, self.outlet_id.id)
