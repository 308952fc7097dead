from odoo import Command, models
from odoo.exceptions import UserError


class AftersalesPartRequest(models.Model):
    """The part changes hands by a transfer of the host, from van to van."""

    _inherit = "aftersales.part.request"

    def _promise(self, offer) -> None:
        """The holder of ``offer`` says yes: reserve it on a transfer to the asker."""
        self.ensure_one()
        self._check_step_possible("accept")
        request = self.sudo()  # who gives may not change what others ask for
        request._transition("accept")
        request.giver_id = offer
        request.picking_id = (
            self.env["stock.picking"]
            .sudo()
            .create(request._prepare_picking_vals(offer))
        )
        request.picking_id.action_confirm()
        request.picking_id.action_assign()
        request._end_activities()
        request._tell_asker(
            self.env._(
                "%(holder)s has %(quantity)s of %(part)s for you.",
                holder=offer.display_name,
                quantity=self.quantity,
                part=self.product_id.display_name,
            )
        )

    def action_hand_over(self):
        """The part has changed hands: the host's transfer is done."""
        self._refuse(
            [
                request.env._(
                    "%(request)s: only who gives or who takes the part, or the "
                    "office, hands it over.",
                    request=request.name,
                )
                for request in self
                if request.state == "accepted" and not request.can_hand_over
            ]
        )
        self._check_step_possible("hand_over")
        for picking in self.sudo().picking_id.filtered(lambda p: p.state != "done"):
            picking.move_ids.picked = True
            picking._action_done()
        self.sudo()._transition("hand_over")

    def _get_destination(self):
        """The asker's van, else his outlet's stock."""
        self.ensure_one()
        return (
            self.employee_id.sudo().aftersales_van_location_id
            or self.outlet_id.sudo().warehouse_id.lot_stock_id
        )

    def _prepare_picking_vals(self, offer) -> dict:
        self.ensure_one()
        source, destination = offer.location_id, self._get_destination()
        if not destination:
            raise UserError(
                self.env._(
                    "%(request)s: %(technician)s has neither a van nor an outlet with "
                    "a warehouse. Fill in Van Stock on the employee first.",
                    request=self.name,
                    technician=self.employee_id.name,
                )
            )
        places = {"location_id": source.id, "location_dest_id": destination.id}
        return {
            **places,
            "picking_type_id": source.warehouse_id.int_type_id.id,
            "company_id": self.company_id.id,
            "aftersales_dispatch_id": self.dispatch_id.id,
            "origin": self.name,
            "priority": "1",
            "move_ids": [
                Command.create(
                    {
                        **places,
                        "product_id": self.product_id.id,
                        "product_uom_qty": self.quantity,
                        "product_uom": self.product_id.uom_id.id,
                        "company_id": self.company_id.id,
                    }
                )
            ],
        }
