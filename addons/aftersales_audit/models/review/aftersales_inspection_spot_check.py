from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import review_flow


class AftersalesInspection(models.Model):
    """Spot checks of the month belong to its supervision: what was seen of single
    visits of the unit."""

    _inherit = "aftersales.inspection"

    spot_check_ids = fields.Many2many(
        "aftersales.spot.check",
        string="Spot Checks of the Month",
        compute="_compute_spot_check_ids",
        groups="aftersales_service.group_inspector,aftersales_service.group_outlet_manager",
    )

    @api.depends("month", "outlet_id", "department_id", "company_id")
    def _compute_spot_check_ids(self):
        """One search for all; each takes those of its month and unit."""
        Check = self.env["aftersales.spot.check"]
        months = [month for month in self.mapped("month") if month]
        checks = months and Check.search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("state", "=", "done")
            & Domain("check_date", ">=", min(months).replace(day=1))
            & Domain("check_date", "<=", review_flow.due_day(max(months), 31))
        )
        for record in self:
            record.spot_check_ids = checks and checks.filtered(record._covers)

    def _covers(self, check) -> bool:
        """Was the check made in this month, at this unit?"""
        self.ensure_one()
        if check.company_id != self.company_id or not self.month:
            return False
        if check.check_date.replace(day=1) != self.month.replace(day=1):
            return False
        if self.outlet_id:
            return check.outlet_id == self.outlet_id
        # Who the technician works for may be known to whoever supervises.
        department = check.sudo().technician_id.department_id
        return not self.department_id or department == self.department_id.sudo()
