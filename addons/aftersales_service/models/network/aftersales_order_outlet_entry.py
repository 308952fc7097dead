from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.phone import phone_key


class AftersalesOrder(models.Model):
    """Orders that an outlet enters for its customers on the portal."""

    _inherit = "aftersales.order"

    @api.model
    def _find_outlet_customer(self, outlet, phone: str):
        """The customer of that number among those the outlet already serves: a number
        tells an outlet nothing of other outlets' customers."""
        key = phone_key(phone)
        if not key:
            return self.env["res.partner"]
        served = Domain("outlet_id", "=", outlet.id)
        found = self.search(served & Domain("phone_key", "=", key), limit=1)
        return found.partner_id

    @api.model
    def _create_for_outlet(self, secret: str, outlet, typed: dict, photos):
        """Order of a customer who called the outlet itself; it has taken the job by
        that. Empty if this form was sent before.

        :param secret: of the form's one-time key
        :param typed: ``type_id``, ``symptom_id`` (ids or False) and words: ``phone``,
            ``contact_name``, ``street``, ``city``, ``zip``, ``serial``, ``description``
        :param photos: (name, content) of what was sent along
        """
        outlet._check_outlet_access()
        order = self._create_from_form(
            secret, lambda: self._prepare_outlet_order_vals(outlet, typed), photos
        )
        if order:
            # After the order is there: a number must not name somebody else's unit.
            unit = self._find_outlet_unit(
                order.partner_id, typed["serial"], order.company_id
            )
            if unit:
                order.equipment_id = unit
            else:
                order.serial = typed["serial"]
            order.action_accept()
            order.outlet_accepted_at = fields.Datetime.now()
        return order

    @api.model
    def _prepare_outlet_order_vals(self, outlet, typed: dict) -> dict:
        customer = self._find_outlet_customer(outlet, typed["phone"])
        address = {name: typed[name] for name in ("street", "city", "zip")}
        vals = {
            "channel": "outlet",
            "company_id": outlet.company_id.id,
            "outlet_id": outlet.id,
            "type_id": typed["type_id"],
            "symptom_id": typed["symptom_id"],
            "contact_name": typed["contact_name"],
            "phone": typed["phone"],
            "description": typed["description"],
            # The outlet is not the dispatcher.
            "user_id": False,
        }
        if not customer:
            partner = {
                "name": typed["contact_name"],
                "phone": typed["phone"],
                **address,
            }
            customer = customer.create(partner)
        elif address["street"] and address["street"] != customer.street:
            site = {"parent_id": customer.id, "type": "other", **address}
            vals["site_partner_id"] = customer.create(
                {**site, "name": typed["contact_name"]}
            ).id
        return {**vals, "partner_id": customer.id}
