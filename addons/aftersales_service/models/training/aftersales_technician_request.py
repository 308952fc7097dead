from odoo import models


class AftersalesTechnicianRequest(models.Model):
    """Who comes waits to be put on duty; who leaves the last outlet is off duty."""

    _inherit = "aftersales.technician.request"

    def action_approve(self):
        result = super().action_approve()
        joining = self.filtered(lambda request: request.kind == "join")
        joining._draft_duties()
        (self - joining)._end_duties()
        return result

    def _draft_duties(self) -> None:
        """What the post demands of them is seen from the first day on."""
        demanded = self.env["aftersales.post.requirement"]._get_posts(self.company_id)
        companies = {company for company, _job in demanded}
        self.env["aftersales.employee.duty"].create(
            [
                {
                    "employee_id": request.employee_id.id,
                    "company_id": request.company_id.id,
                    "outlet_id": request.outlet_id.id,
                }
                for request in self
                if request.company_id in companies
            ]
        )

    def _end_duties(self) -> None:
        leavers = self.employee_id.sudo().filtered(
            lambda person: not person.aftersales_outlet_ids
        )
        duties = self.env["aftersales.employee.duty"].search(
            [("employee_id", "in", leavers.ids), ("state", "=", "on_duty")]
        )
        duties.action_end()
