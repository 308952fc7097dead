from odoo import fields, models
from odoo.exceptions import UserError


class StockPicking(models.Model):
    _inherit = "stock.picking"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim",
        string="Claim",
        check_company=True,
        index="btree_not_null",
        copy=False,
        readonly=True,
        groups="aftersales_service.group_reader",
    )

    def _send_to_returns(self) -> None:
        """What a customer brings back is not mixed with what is sold as new."""
        self.ensure_one()
        place = self.company_id.aftersales_return_location_id
        if place:
            self.location_dest_id = place
            self.move_ids.write({"location_dest_id": place.id})
            self.move_line_ids.write({"location_dest_id": place.id})

    def _set_serial(self, lot, name: str | bool = False) -> None:
        """Put a number on the one piece of this transfer, as far as stock tracks it."""
        self.ensure_one()
        move = self.move_ids[:1]
        if move.product_id.tracking == "none":
            return
        if lot:
            move.lot_ids = lot
        elif name and self.picking_type_code == "incoming":
            move.move_line_ids[:1].lot_name = name

    def _action_done(self):
        # Whoever moves the goods need not see the claim.
        self.sudo()._check_claim_goods()
        result = super()._action_done()
        self.sudo().filtered("aftersales_claim_id")._tell_claims()
        return result

    def _check_claim_goods(self) -> None:
        """An exchange hands out nothing defective or repaired (C.3 art. 14)."""
        used = self.filtered(
            lambda p: p.aftersales_claim_id and p.picking_type_code == "outgoing"
        ).move_line_ids.lot_id.filtered("is_refurbished")
        if used:
            raise UserError(
                self.env._(
                    "%(lots)s came back from a customer or was repaired: an exchange "
                    "hands out new goods only. Choose another serial number.",
                    lots=", ".join(used.mapped("name")),
                )
            )

    def _tell_claims(self) -> None:
        """Serial numbers and days of what was moved go to the claim."""
        now = fields.Datetime.now()
        for picking in self.filtered(lambda p: p.state == "done"):
            claim = picking.aftersales_claim_id
            lot = picking.move_line_ids.lot_id[:1]
            if picking.picking_type_code == "outgoing":
                if lot:
                    claim.new_lot_id = lot
            else:
                lot.is_refurbished = True
                claim.received_at = claim.received_at or now
