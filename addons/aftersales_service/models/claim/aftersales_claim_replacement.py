from odoo import Command, fields, models


class AftersalesClaim(models.Model):
    """The unit that takes the place of another: its term starts anew (C.3 art. 14)."""

    _inherit = "aftersales.claim"

    new_equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="New Unit",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    def _conclude(self) -> None:
        result = super()._conclude()
        for claim in self.filtered(lambda claim: claim.kind == "exchange"):
            claim._replace_unit()
        return result

    def _replace_unit(self) -> None:
        """The old unit ends; the new one is the customer's, its term starts anew."""
        self.ensure_one()
        old = self.equipment_id.sudo()
        vals = self._prepare_new_unit_vals()
        if old.state == "in_use":
            old.state = "returned"
        # Delivering may have put the new unit on file already.
        unit = self._find_new_unit()
        if unit:
            unit.write(vals)
        else:
            unit = old.create(vals)
        self.new_equipment_id = unit
        self._issue_card_anew(old, unit)

    def _issue_card_anew(self, old, unit) -> None:
        """The new unit gets a card that says what it was given for."""
        Card = self.env["aftersales.warranty.card"].sudo()
        # Coming back has made the old card void; it is the one replaced all the same.
        card = Card.search([("equipment_id", "=", old.id)], order="id desc", limit=1)
        if card:
            card._reissue(unit, self._get_exchange_stamp())
        elif not unit._get_card():
            Card._issue(unit, stamp=self._get_exchange_stamp())

    def _get_exchange_stamp(self) -> str:
        """What is noted on the new card (C.3 art. 14)."""
        self.ensure_one()
        return self.env._(
            "Given on %(day)s in exchange for %(serial)s (%(claim)s). The term starts "
            "anew.",
            day=fields.Date.to_string(fields.Date.context_today(self)),
            serial=self.serial or self.equipment_id.name,
            claim=self.name,
        )

    def _find_new_unit(self):
        self.ensure_one()
        return (
            self.env["aftersales.equipment"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("product_id", "=", self.new_product_id.id),
                    ("serial", "=", self.new_serial),
                ],
                limit=1,
            )
        )

    def _prepare_new_unit_vals(self) -> dict:
        self.ensure_one()
        old = self.equipment_id.sudo()
        return {
            "company_id": self.company_id.id,
            "state": "in_use",
            "product_id": self.new_product_id.id,
            "lot_id": self.new_lot_id.id,
            "serial": self.new_serial,
            "partner_id": self.partner_id.id,
            "site_partner_id": self.order_id.site_partner_id.id,
            "price": self.new_price,
            "sale_line_id": old.sale_line_id.id,
            "replaces_id": old.id,
            # What was sold with the old one holds for the new one as well.
            "invoice_date": old.invoice_date,
            "policy_id": old.policy_id.id,
            "policy_ids": [Command.set(old.policy_ids.ids)],
            "policies_frozen_on": old.policies_frozen_on,
            "proof": old.proof,
            "exchange_date": fields.Date.context_today(self),
        }
