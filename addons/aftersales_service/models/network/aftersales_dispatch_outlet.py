from odoo import models
from odoo.exceptions import AccessError, UserError


class AftersalesDispatch(models.Model):
    """A visit in the hands of an outlet: on the road, what it took and used.

    As for orders: rights are raised, each method checks for itself.
    """

    _inherit = "aftersales.dispatch"

    def _check_outlet_access(self) -> None:
        """:raise AccessError: visits of other outlets, or of orders they do not see"""
        outlets = self.env.user._get_outlets()
        if self.sudo().outlet_id - outlets or not all(self.sudo().mapped("outlet_id")):
            raise AccessError(self.env._("This visit is not with your outlet."))
        self.order_id._check_outlet_access()

    def _check_outlet_step(self, step: str) -> None:
        self._check_outlet_access()
        for visit in self:
            visit.order_id._check_outlet_step(step)
            if visit != visit.order_id._get_outlet_visit():
                raise UserError(
                    self.env._(
                        "%(visit)s is not the visit that is going on.", visit=visit.name
                    )
                )

    # -- on the road ----------------------------------------------------------------

    def _outlet_depart(self) -> None:
        self._check_outlet_step("depart")
        self.action_depart()

    def _outlet_arrive(self) -> None:
        self._check_outlet_step("arrive")
        self.action_arrive()

    # -- what was taken along, what was used ----------------------------------------

    def _get_van_location(self):
        """An outlet's user has no van: he takes from the outlet's own stock."""
        if self.env.user.has_group("aftersales_service.group_portal_outlet"):
            return self.outlet_id._get_stock_location()
        return super()._get_van_location()

    def _outlet_use_part(self, product_id: int, lot_id: int, quantity: float) -> None:
        """Put a part from the outlet's stock into the repair of the order."""
        self.ensure_one()
        self._check_outlet_step("record")
        stock = self._get_van_stock(self._get_van_location())
        if not any(
            (row["product_id"], row["lot_id"] or 0) == (product_id, lot_id)
            for row in stock
        ):
            raise UserError(self.env._("Choose a part that lies in your stock."))
        self._use_van_part(
            self.env["product.product"].browse(product_id),
            quantity,
            self.env["stock.lot"].browse(lot_id or []),
        )

    def _outlet_take_equipment(self, vals: dict) -> None:
        """Write the receipt for what is taken from the customer (R065).

        :param vals: ``description``, ``condition``, ``accessories``, ``due_date``
        """
        self.ensure_one()
        self._check_outlet_step("record")
        if not vals["description"] or not vals["condition"]:
            raise UserError(
                self.env._("Fill in what you take along and the state it is in.")
            )
        self.env["aftersales.equipment.receipt"].create(
            {
                **vals,
                "dispatch_id": self.id,
                "taken_by_id": self.technician_ids[:1].id,
            }
        )
