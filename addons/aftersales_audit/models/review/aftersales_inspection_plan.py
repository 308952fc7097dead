from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import review_flow


class AftersalesInspectionPlan(models.Model):
    """Which unit is supervised each month, by whom, with which questions (R318)."""

    _name = "aftersales.inspection.plan"
    _description = "Plan of Monthly Supervision"
    _order = "department_id, outlet_id, id"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    department_id = fields.Many2one("hr.department", check_company=True)
    outlet_id = fields.Many2one("aftersales.outlet", check_company=True)
    user_id = fields.Many2one(
        "res.users",
        string="Inspector",
        required=True,
        default=lambda self: self.env.user,
    )
    checklist_id = fields.Many2one(
        "aftersales.checklist",
        check_company=True,
        domain="[('usage', '=', 'inspection'), ('state', '=', 'published')]",
    )
    due_day = fields.Integer(
        string="Report Due on Day",
        default=25,
        required=True,
        help="Of the month; the last one where it is shorter.",
    )

    _due_day_range = models.Constraint(
        "CHECK(due_day BETWEEN 1 AND 31)", "Report Due on Day: from 1 to 31."
    )
    _unit_uniq = models.UniqueIndex(
        "(company_id, COALESCE(department_id, 0), COALESCE(outlet_id, 0))",
        "This unit has a plan already.",
    )

    @api.depends("department_id", "outlet_id", "company_id")
    def _compute_display_name(self):
        for plan in self:
            unit = plan.outlet_id or plan.department_id or plan.company_id
            plan.display_name = unit.sudo().name

    @api.model
    def _cron_propose(self) -> None:
        """The inspections of this month that are not there yet, in one insert; their
        inspectors have them on their list until the report is written."""
        month = fields.Date.context_today(self).replace(day=1)
        Inspection = self.env["aftersales.inspection"]
        plans = self.search(Domain.TRUE)
        there = Inspection.search(
            [("month", "=", month), ("plan_id", "in", plans.ids)]
        ).plan_id
        inspections = Inspection.create(
            [plan._prepare_inspection_vals(month) for plan in plans - there]
        )
        self.env["mail.activity"].sudo().create(
            [inspection._prepare_due_activity() for inspection in inspections]
        )

    def _prepare_inspection_vals(self, month) -> dict:
        self.ensure_one()
        return {
            "plan_id": self.id,
            "company_id": self.company_id.id,
            "month": month,
            "department_id": self.department_id.id,
            "outlet_id": self.outlet_id.id,
            "user_id": self.user_id.id,
            "checklist_id": self.checklist_id.id,
            "deadline": review_flow.due_day(month, self.due_day),
        }
