from odoo import Command, models


class AftersalesClaimPart(models.Model):
    """What is made of a causal part when its claim is carried out."""

    _inherit = "aftersales.claim.part"

    def _prepare_credit_line_vals(self) -> dict:
        """No product: the credit lessens warranty cost, not the value of stock."""
        self.ensure_one()
        account = self.company_id.aftersales_warranty_location_id.valuation_account_id
        return {
            "name": self.display_name,
            "quantity": 1.0,
            "price_unit": self.expected_amount,
            **({"account_id": account.id} if account else {}),
            "tax_ids": [Command.clear()],
            "analytic_distribution": self.order_id._get_analytic_distribution(),
            "aftersales_coverage": self.part_move_id.coverage,
            "aftersales_order_id": self.order_id.id,
            "aftersales_part_move_id": self.part_move_id.id,
        }

    def _get_failed_locations(self) -> dict:
        """Where the failed parts lie: where the repair put them; a part that was never
        booked back balances the one that went to warranty cost in its stead."""
        rows = self.env["stock.move"]._read_group(
            [
                ("repair_id", "in", self.part_move_id.repair_id.ids),
                ("repair_line_type", "in", ("remove", "recycle")),
                ("state", "=", "done"),
            ],
            ["repair_id", "product_id", "location_dest_id"],
        )
        lying = {(repair, product): place for repair, product, place in rows}
        return {
            part: lying.get((part.part_move_id.repair_id, part.product_id))
            or part.company_id.aftersales_warranty_location_id
            for part in self
        }

    def _prepare_return_move_vals(self, source, destination) -> dict:
        """The failed part on its way; without a number of its own it goes under that of
        the one put in, whose place it takes in the books."""
        self.ensure_one()
        places = {"location_id": source.id, "location_dest_id": destination.id}
        vals = {
            **places,
            "product_id": self.product_id.id,
            "product_uom": self.part_move_id.product_uom.id,
            "product_uom_qty": self.quantity,
            "company_id": self.company_id.id,
            "origin": self.display_name,
        }
        lot = self.lot_id or self.fitted_lot_ids[:1]
        if lot:
            is_serial = self.product_id.tracking == "serial"
            line = {
                **places,
                "product_id": self.product_id.id,
                "product_uom_id": vals["product_uom"],
                "company_id": self.company_id.id,
                "lot_id": lot.id,
                "quantity": 1.0 if is_serial else self.quantity,
            }
            vals["move_line_ids"] = [Command.create(line)]
        return vals
