from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class AftersalesVanWizard(models.TransientModel):
    """Proposes a van for each technician who has none, under his outlet's warehouse."""

    _name = "aftersales.van.wizard"
    _description = "Create Vans"

    line_ids = fields.One2many(
        "aftersales.van.wizard.line",
        "wizard_id",
        string="Technicians",
        default=lambda self: self._default_line_ids(),
    )
    with_old_parts = fields.Boolean(
        string="Places for Old Parts",
        default=True,
        help="Make one in each of these warehouses that has none.",
    )

    @api.model
    def _default_line_ids(self):
        outlets = self.env["aftersales.outlet"].search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "active"),
                ("technician_ids", "!=", False),
            ]
        )
        lines, seen = [], self.env["hr.employee"].sudo()
        for outlet in outlets.sudo():
            for person in outlet.technician_ids - seen:
                if not person.aftersales_van_location_id:
                    seen |= person
                    lines.append(
                        Command.create(
                            {
                                "employee_id": person.id,
                                "outlet_id": outlet.id,
                                "warehouse_id": outlet.warehouse_id.id,
                            }
                        )
                    )
        return lines

    def action_create(self):
        """Make the vans, and the way they are filled."""
        if not self.env.user.has_group("aftersales_service.group_service_manager"):
            raise UserError(self.env._("Vans are created by the service manager."))
        missing = self.line_ids.filtered(lambda line: not line.warehouse_id)
        if missing:
            raise UserError(
                self.env._(
                    "Choose a warehouse, or take out the line, of: %(technicians)s. "
                    "A warehouse of its own is filled in on the outlet.",
                    technicians=", ".join(missing.employee_id.sudo().mapped("name")),
                )
            )
        vans = self.env["stock.location"].sudo()
        for line in self.sudo().line_ids:
            if not line.employee_id.aftersales_van_location_id:
                vans |= line.warehouse_id._create_van(line.employee_id)
        if self.with_old_parts:
            self.sudo().line_ids.warehouse_id._create_old_part_location()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Vans"),
            "res_model": "stock.location",
            "view_mode": "list,form",
            "context": {"search_default_aftersales_vans": 1},
        }
