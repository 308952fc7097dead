from odoo import models

from ...tools import warranty_facts


class AftersalesRegistration(models.Model):
    """What an approval does: customer, unit, ownership and proof."""

    _inherit = "aftersales.registration"

    def _find_customers(self) -> None:
        """Create a contact for who has none yet."""
        unknown = self.filtered(lambda registration: not registration.partner_id)
        partners = self.env["res.partner"].create(
            [registration._prepare_customer_vals() for registration in unknown]
        )
        for registration, partner in zip(unknown, partners, strict=True):
            registration.partner_id = partner

    def _prepare_customer_vals(self) -> dict:
        self.ensure_one()
        vals = {
            "name": self.contact_name,
            "phone": self.phone,
            "email": self.email,
            "street": self.address,
            "company_id": self.company_id.id,
        }
        installed = dict(self.env["res.lang"].get_installed())
        return {**vals, "lang": self.lang} if self.lang in installed else vals

    def _find_units(self) -> None:
        """Put a unit on file for who has none yet."""
        unknown = self.filtered(lambda registration: not registration.equipment_id)
        units = self.env["aftersales.equipment"].create(
            [registration._prepare_unit_vals() for registration in unknown]
        )
        for registration, unit in zip(unknown, units, strict=True):
            registration.equipment_id = unit

    def _prepare_unit_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "product_id": self.product_id.id,
            "serial": self.serial,
            "source": "registration",
        }

    def _hand_over(self) -> None:
        """The unit is the customer's from the day of purchase, and the proof its."""
        for registration in self:
            unit = registration.equipment_id
            unit._register_owner(registration.partner_id, registration.purchase_date)
            unit.write(registration._prepare_purchase_vals())
        self._copy_proofs()

    def _prepare_purchase_vals(self) -> dict:
        self.ensure_one()
        vals = {"invoice_date": self.purchase_date, "proof": warranty_facts.SHOWN}
        if self.price:
            vals["price"] = self.price
        return vals

    def _copy_proofs(self) -> None:
        self.env["ir.attachment"].create(
            [
                {
                    "name": proof.name,
                    "raw": proof.raw,
                    "mimetype": proof.mimetype,
                    "res_model": "aftersales.equipment",
                    "res_id": registration.equipment_id.id,
                }
                for registration in self
                for proof in registration.proof_ids
            ]
        )
