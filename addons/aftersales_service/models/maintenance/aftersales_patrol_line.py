from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesPatrolLine(models.Model):
    """What was found at one unit of a round (R092, R186)."""

    _name = "aftersales.patrol.line"
    _description = "Unit of a Patrol"
    _order = "order_id, id"
    _rec_name = "equipment_id"
    _check_company_auto = True

    order_id = fields.Many2one(
        "aftersales.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    product_id = fields.Many2one(related="equipment_id.product_id")
    serial = fields.Char(related="equipment_id.serial")
    result = fields.Selection(
        [
            ("ok", "In Order"),
            ("adjusted", "Adjusted"),
            ("fault", "Fault Found"),
            ("unseen", "Not Reached"),
        ]
    )
    note = fields.Char(help="What was found, or why the unit was not reached.")
    fault_order_id = fields.Many2one(
        "aftersales.order",
        string="Repair Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )

    _unit_once = models.UniqueIndex(
        "(order_id, equipment_id)", "This unit is on the round already."
    )

    def action_report_fault(self):
        """A repair order for what was found; a second click makes no second one."""
        self.check_access("write")
        self.order_id.check_access("write")
        open_ = self.filtered(lambda line: not line.fault_order_id)
        unfit = open_.filtered(lambda line: line.result != "fault" or not line.note)
        if unfit:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(unit)s: choose “Fault Found” and fill in Note before "
                        "“Report Fault”.",
                        unit=line.equipment_id.display_name,
                    )
                    for line in unfit
                )
            )
        # Whoever finds a fault may report it, whether or not he takes calls.
        orders = (
            self.env["aftersales.order"]
            .sudo()
            .create([line._prepare_fault_vals() for line in open_])
        )
        for line, order in zip(open_, orders, strict=True):
            line.fault_order_id = order

    def _prepare_fault_vals(self) -> dict:
        self.ensure_one()
        order = self.order_id
        repair = self.env.ref("aftersales_service.order_type_repair")
        return {
            "type_id": repair.id,
            "channel": "outlet",
            "company_id": order.company_id.id,
            "partner_id": order.partner_id.id,
            "equipment_id": self.equipment_id.id,
            "outlet_id": order.outlet_id.id,
            "user_id": order.user_id.id,
            "description": self.env._(
                "%(note)s (found on patrol %(order)s)", note=self.note, order=order.name
            ),
        }

    @api.depends("equipment_id", "result")
    def _compute_display_name(self):
        results = dict(self._fields["result"]._description_selection(self.env))
        for line in self:
            name = line.equipment_id.display_name
            line.display_name = (
                f"{name}: {results[line.result]}" if line.result else name
            )
