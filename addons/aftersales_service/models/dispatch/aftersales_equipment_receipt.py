from odoo import api, fields, models

from ...tools.flow import Flow, Step

FLOW = Flow(
    {
        "return": Step({"taken"}, "returned"),
        "recover": Step({"returned"}, "recovered"),
        "cancel": Step({"taken"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
FIELD_ROLES = ("technician", "outlet_manager", "dispatcher")
OFFICE_ROLES = ("outlet_manager", "dispatcher")


class AftersalesEquipmentReceipt(models.Model):
    """Equipment receipt (设备收条): what was taken from the customer, in which state,
    and its return. The paper comes back with the equipment (R065, R070)."""

    _name = "aftersales.equipment.receipt"
    _description = "Equipment Receipt"
    _inherit = [
        "mail.thread",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _flow_roles = {
        "return": FIELD_ROLES,
        "recover": OFFICE_ROLES,
        "cancel": OFFICE_ROLES,
    }
    _flow_moments = {"returned": "returned_at", "recovered": "recovered_at"}

    order_id = fields.Many2one(
        "aftersales.order",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('order_id', '=?', order_id)]",
    )
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    state = fields.Selection(
        [
            ("taken", "With Us"),
            ("returned", "Returned"),
            ("recovered", "Receipt Back"),
            ("cancelled", "Cancelled"),
        ],
        default="taken",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    partner_id = fields.Many2one(related="order_id.partner_id")
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        check_company=True,
        index="btree_not_null",
        compute="_compute_equipment_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    description = fields.Char(
        string="Taken Along", required=True, help="Name, model and number of the goods."
    )
    quantity = fields.Float(default=1.0, required=True)
    condition = fields.Text(
        required=True, help="State in which it was taken: damage, missing parts."
    )
    accessories = fields.Char(help="What was taken with it: cables, keys, manuals.")
    taken_at = fields.Datetime(default=fields.Datetime.now, required=True)
    taken_by_id = fields.Many2one("hr.employee", check_company=True)
    due_date = fields.Date(string="Promised Back")
    returned_at = fields.Datetime(readonly=True, copy=False)
    returned_condition = fields.Text(copy=False)
    recovered_at = fields.Datetime(
        string="Receipt Back At",
        readonly=True,
        copy=False,
        help="When the customer's copy of this receipt was taken back and handed to "
        "the dispatcher.",
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Quantity must be more than zero."
    )

    @api.depends("order_id")
    def _compute_equipment_id(self):
        for receipt in self:
            receipt.equipment_id = receipt.equipment_id or receipt.order_id.equipment_id

    @api.depends("order_id")
    def _compute_company_id(self):
        for receipt in self:
            receipt.company_id = receipt.order_id.company_id or self.env.company

    @api.onchange("dispatch_id")
    def _onchange_dispatch_id(self):
        if self.dispatch_id:
            self.order_id = self.dispatch_id.order_id

    @api.model_create_multi
    def create(self, vals_list):
        """A receipt written on a visit belongs to the visit's order."""
        for vals in vals_list:
            if vals.get("dispatch_id") and not vals.get("order_id"):
                dispatch = self.env["aftersales.dispatch"].browse(vals["dispatch_id"])
                vals["order_id"] = dispatch.order_id.id
        return super().create(vals_list)

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "return": self.env._("Give Back"),
            "recover": self.env._("Take Receipt Back"),
            "cancel": self.env._("Cancel"),
        }

    def action_return(self):
        self._transition("return")

    def action_recover(self):
        self._transition("recover")

    def action_cancel(self):
        self._transition("cancel")
