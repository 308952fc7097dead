from odoo import models
from odoo.exceptions import UserError


class AftersalesIntake(models.TransientModel):
    """What comes of a call: a customer, a unit and an order on file."""

    _inherit = "aftersales.intake"

    def action_create_order(self):
        order = self._create_order()
        return order._get_form_action()

    def action_create_and_accept(self):
        order = self._create_order()
        order.action_accept()
        return order._get_form_action()

    def _create_order(self):
        self.ensure_one()
        if not self.partner_id and not self.new_customer_name:
            raise UserError(
                self.env._(
                    "Who calls? Choose a Customer, or fill in New Customer for a "
                    "caller who is not on file."
                )
            )
        if not self.partner_id:
            self.partner_id = self.env["res.partner"].create(
                self._prepare_partner_vals()
            )
        if not self.equipment_id and self.product_id and self.serial:
            self.equipment_id = self._find_or_create_equipment()
        return self.env["aftersales.order"].create(self._prepare_order_vals())

    def _find_or_create_equipment(self):
        Unit = self.env["aftersales.equipment"]
        same = {
            "company_id": self.company_id.id,
            "product_id": self.product_id.id,
            "serial": self.serial,
        }
        known = Unit.search([(field, "=", value) for field, value in same.items()])
        return known or Unit.create({**same, "partner_id": self.partner_id.id})

    def _prepare_partner_vals(self) -> dict:
        return {
            "name": self.new_customer_name,
            "phone": self.phone,
            "company_id": False,
        }

    def _prepare_order_vals(self) -> dict:
        copied = (
            "company_id",
            "type_id",
            "partner_id",
            "equipment_id",
            "product_id",
            "symptom_id",
        )
        return {
            **{field: self[field].id for field in copied},
            "channel": self.channel,
            "priority": self.priority,
            "contact_name": self.contact_name or self.partner_id.name,
            "phone": self.phone,
            "serial": self.serial,
            "description": self.description,
            "is_remote": self.is_remote,
        }
