from odoo import api, fields, models


class AftersalesPerformanceSource(models.AbstractModel):
    """Whom the complaints of a period are about (R455)."""

    _inherit = "aftersales.performance.source"

    @api.model
    def _get_people_complained_about(self, date_from, date_to):
        """Those named; where nobody is, those who visited the order complained about.

        A complaint that was not upheld, or was none, is about nobody.
        """
        complaints = (
            self.env["aftersales.complaint"]
            .sudo()
            .search(
                [
                    ("received_at", ">=", fields.Datetime.to_datetime(date_from)),
                    ("received_at", "<", fields.Date.add(date_to, days=1)),
                    ("state", "!=", "cancelled"),
                    ("finding", "!=", "not_upheld"),
                ]
            )
        )
        nameless = complaints.filtered(lambda c: not c.respondent_employee_ids)
        visits = nameless.filtered("category_id.concerns_outlet").order_id.dispatch_ids
        people = complaints.respondent_employee_ids | visits.technician_ids
        return people | (
            super()._get_people_complained_about(date_from, date_to)
            or self.env["hr.employee"]
        )
