from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        leaving = self.browse()
        if vals.get("active") is False or "department_id" in vals:
            leaving = self.filtered(
                lambda employee: (
                    employee.active
                    and (
                        vals.get("active") is False
                        or employee.department_id.id != vals["department_id"]
                    )
                )
            )
        result = super().write(vals)
        if leaving:
            # Who leaves his post gives his copies back (R369, R370).
            copies = (
                self.env["aftersales.document.copy"]
                .sudo()
                .search(
                    [
                        ("employee_id", "in", leaving.ids),
                        ("state", "in", ("handed_out", "received")),
                    ]
                )
            )
            copies._call_back()
        return result
