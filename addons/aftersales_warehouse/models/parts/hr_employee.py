from odoo import fields, models

from odoo.addons.aftersales_service.tools.geo import Point


class HrEmployee(models.Model):
    """A technician's van: found from the location, too."""

    _inherit = "hr.employee"

    aftersales_van_location_id = fields.Many2one(index="btree_not_null")
    aftersales_tool_ids = fields.One2many(
        "aftersales.tool", "employee_id", string="Tools", groups="hr.group_hr_user"
    )

    def _get_own(self):
        """The people that the user is, in the companies he works in."""
        return self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "in", self.env.companies.ids),
            ]
        )

    def _get_place(self) -> Point | None:
        """Where a technician starts from: the best guess of where he is."""
        self.ensure_one()
        return self.env["aftersales.order"]._get_point(self._get_start_partner())

    def action_view_van_stock(self):
        self.ensure_one()
        return self.env["stock.location"]._open_parts(
            self.sudo().aftersales_van_location_id
        )

    def action_view_tools(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_tool_action"
        )
        return {
            **action,
            "domain": [("employee_id", "=", self.id)],
            "context": {"default_employee_id": self.id},
        }
