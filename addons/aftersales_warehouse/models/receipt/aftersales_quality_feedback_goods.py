from odoo import Command, fields, models

from ...tools import quality_flow

# What leads away from the nonconforming place, by the host's own transfers.
STANDING = ("damaged", "quality", "wrong")


class AftersalesQualityFeedback(models.Model):
    """The goods of a feedback: apart from others, in the care of who bears them.

    They move by the host's transfers alone, which the layers of stock follow.
    """

    _inherit = "aftersales.quality.feedback"

    def _put_apart(self) -> None:
        """Goods found bad in stock go to the nonconforming place (R230)."""
        for feedback in self.filtered(lambda one: one.kind in STANDING):
            warehouse = feedback.outlet_id.warehouse_id
            if feedback.location_id or not warehouse:
                continue
            keeper = quality_flow.keeper(feedback.liability)
            place = warehouse._get_quality_place(keeper)
            feedback._move_goods(warehouse.lot_stock_id, place)
            feedback.location_id = place

    def _move_to_keeper(self) -> None:
        """To the place of who bears it, where they do not stand there yet (R231)."""
        for feedback in self.filtered("location_id"):
            keeper = quality_flow.keeper(feedback.liability)
            here = feedback.location_id
            if here.aftersales_liability != keeper:
                place = here.warehouse_id._get_quality_place(keeper)
                feedback._move_goods(here, place)
                feedback.location_id = place

    def _dispose(self) -> None:
        """Repaired and accepted goods go back to stock; the rest the host handles."""
        for feedback in self.filtered("location_id"):
            if feedback.disposition in ("repair", "accept"):
                stock = feedback.location_id.warehouse_id.lot_stock_id
                feedback._move_goods(feedback.location_id, stock)
            elif feedback.disposition == "scrap":
                feedback._scrap_goods()

    def _move_goods(self, source, dest) -> None:
        """A done internal transfer of just these goods."""
        self.ensure_one()
        move = self.env["stock.move"].create(self._prepare_move_vals(source, dest))
        move._action_done()
        if self.move_id != move:
            self.move_id = move

    def _prepare_move_vals(self, source, dest) -> dict:
        owner = self.move_id.move_line_ids.owner_id[:1]
        vals = {
            "product_id": self.product_id.id,
            "location_id": source.id,
            "location_dest_id": dest.id,
            "company_id": self.company_id.id,
        }
        return {
            **vals,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": self.quantity,
            "origin": self.name,
            "picked": True,
            "move_line_ids": [
                Command.create(
                    {
                        **vals,
                        "product_uom_id": self.product_uom_id.id,
                        "quantity": self.quantity,
                        "lot_id": self._get_lot().id,
                        "owner_id": owner.id,
                        "picked": True,
                    }
                )
            ],
        }

    def _get_lot(self):
        self.ensure_one()
        lots = self.move_id.move_line_ids.lot_id
        named = lots.filtered(lambda lot: lot.name == self.lot_name)
        return self.lot_id or named[:1]

    def _scrap_goods(self) -> None:
        self.env["stock.scrap"].create(
            {
                "product_id": self.product_id.id,
                "product_uom_id": self.product_uom_id.id,
                "scrap_qty": self.quantity,
                "lot_id": self._get_lot().id,
                "owner_id": self.move_id.move_line_ids.owner_id[:1].id,
                "location_id": self.location_id.id,
                "company_id": self.company_id.id,
                "origin": self.name,
            }
        ).do_scrap()

    # -- paid for --------------------------------------------------------------------

    def _charge_outlets(self) -> None:
        """Head office repaired: who answers for it bears the cost (R234)."""
        charged = self.filtered(
            lambda one: (
                one.liability == "outlet"
                and one.currency_id.compare_amounts(one.cost, 0) > 0
                and one.outlet_id.analytic_account_id
            )
        )
        lines = self.env["account.analytic.line"].create(
            [one._prepare_charge_vals() for one in charged]
        )
        for feedback, line in zip(charged, lines, strict=True):
            feedback.charge_id = line

    def _prepare_charge_vals(self) -> dict:
        account = self.outlet_id.analytic_account_id
        return {
            "name": self.display_name,
            account.plan_id._column_name(): account.id,
            "amount": -self.currency_id.round(self.cost),
            "date": fields.Date.context_today(self),
            "company_id": self.company_id.id,
            "product_id": self.product_id.id,
            "unit_amount": self.quantity,
            "product_uom_id": self.product_uom_id.id,
        }
