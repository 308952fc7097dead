from datetime import UTC

import pytz

from odoo import models


class AftersalesImportCalls(models.TransientModel):
    """One batch of calls: what they name is found or created, then the orders."""

    _inherit = "aftersales.import.calls"

    def _import_batch(self, calls: list, products: dict[str, int]):
        partners = self._get_or_create_partners(calls)
        symptoms = self._get_or_create_symptoms(calls)
        units = self._get_or_create_units(calls, products, partners)
        orders = self.env["aftersales.order"].create(
            [
                self._prepare_order_vals(call, products, partners, symptoms, units)
                for call in calls
            ]
        )
        self.env["ir.model.data"].sudo().create(
            [
                {
                    "module": "__import__",
                    "name": self._get_xml_name(call),
                    "model": "aftersales.order",
                    "res_id": order.id,
                    "noupdate": True,
                }
                for call, order in zip(calls, orders, strict=True)
                if call.external_id
            ]
        )
        return orders

    def _get_or_create_partners(self, calls) -> dict[str, int]:
        names = {call.values["customer"]: call for call in reversed(calls)}
        Partner = self.env["res.partner"]
        found = Partner.search(
            [
                ("name", "in", list(names)),
                ("company_id", "in", (self.company_id.id, False)),
            ],
            order="id desc",
        )
        ids = {partner.name: partner.id for partner in found}
        missing = [call for name, call in names.items() if name not in ids]
        created = Partner.create(
            [
                {
                    "name": call.values["customer"],
                    "phone": call.values.get("phone"),
                    "city": call.values.get("city"),
                    "company_id": False,
                }
                for call in missing
            ]
        )
        return {**ids, **{partner.name: partner.id for partner in created}}

    def _get_or_create_symptoms(self, calls) -> dict[str, int]:
        names = {call.values["symptom"] for call in calls if call.values.get("symptom")}
        Code = self.env["aftersales.fault.code"]
        found = Code.search([("kind", "=", "symptom"), ("name", "in", list(names))])
        ids = {code.name: code.id for code in found}
        created = Code.sudo().create(
            [
                {"name": name, "kind": "symptom"}
                for name in sorted(names)
                if name not in ids
            ]
        )
        return {**ids, **{code.name: code.id for code in created}}

    def _get_or_create_units(self, calls, products, partners) -> dict[tuple, int]:
        """Units by (product, serial): known ones, and new ones of the first caller."""
        wanted: dict[tuple, int] = {}
        for call in calls:
            product, serial = call.values.get("product"), call.values.get("serial")
            if product and serial:
                key = (products[product], serial)
                wanted.setdefault(key, partners[call.values["customer"]])
        Unit = self.env["aftersales.equipment"]
        found = Unit.search(
            [
                ("company_id", "=", self.company_id.id),
                ("serial", "in", list({serial for _product, serial in wanted})),
            ]
        )
        ids = {(unit.product_id.id, unit.serial): unit.id for unit in found}
        missing = [key for key in wanted if key not in ids]
        created = Unit.create(
            [
                {
                    "company_id": self.company_id.id,
                    "product_id": product_id,
                    "serial": serial,
                    "partner_id": wanted[product_id, serial],
                }
                for product_id, serial in missing
            ]
        )
        return {**ids, **dict(zip(missing, created.ids, strict=True))}

    def _prepare_order_vals(self, call, products, partners, symptoms, units) -> dict:
        values = call.values
        product_id = products.get(values.get("product"))
        moment = pytz.timezone(self.tz).localize(call.received_at)
        vals = {
            "company_id": self.company_id.id,
            "type_id": self.type_id.id,
            "received_at": moment.astimezone(UTC).replace(tzinfo=None),
            "partner_id": partners[values["customer"]],
            "contact_name": values.get("contact"),
            "phone": values.get("phone"),
            "site_city": values.get("city"),
            "product_id": product_id,
            "serial": values.get("serial"),
            "symptom_id": symptoms.get(values.get("symptom")),
            "equipment_id": units.get((product_id, values.get("serial"))),
            "description": values.get("description"),
            "channel": values.get("channel"),
            "priority": values.get("priority"),
        }
        # An empty cell leaves the field to its default.
        return {field: value for field, value in vals.items() if value}
