from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...tools import dispatch_flow

BATCH = 200


class AftersalesOutletHandover(models.Model):
    """Carries out what both sides have signed, in batches that commit.

    What has moved is with the other outlet and listed here; a run that is killed finds
    the rest where it was, and moves nothing twice.
    """

    _inherit = "aftersales.outlet.handover"

    is_moving = fields.Boolean(string="Being Carried Out", readonly=True, copy=False)
    done_at = fields.Datetime(string="Carried Out", readonly=True, copy=False)
    line_ids = fields.One2many(
        "aftersales.outlet.handover.line", "handover_id", "What Has Moved"
    )
    moved_count = fields.Integer(string="Moved", compute="_compute_moved_count")
    picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer of Stock",
        readonly=True,
        copy=False,
        check_company=True,
        index="btree_not_null",
    )

    def _compute_moved_count(self):
        counts = dict(
            self.env["aftersales.outlet.handover.line"]._read_group(
                [("handover_id", "in", self.ids)], ["handover_id"], ["__count"]
            )
        )
        for handover in self:
            handover.moved_count = counts.get(handover, 0)

    @api.model
    def _cron_move(self) -> None:
        """Move what is signed for, batch by batch."""
        cron = self.env["ir.cron"]
        todo = self.search([("is_moving", "=", True)], order="id")
        cron._commit_progress(remaining=len(todo))
        for handover in todo:
            while handover.is_moving:
                if not handover.try_lock_for_update(allow_referencing=True):
                    break
                handover.with_company(handover.company_id)._move_batch(BATCH)
                if not cron._commit_progress(int(not handover.is_moving)):
                    return

    def _move_batch(self, limit: int) -> None:
        """Move at most so many orders or units; the stock comes last."""
        self.ensure_one()
        if self.with_orders and (
            orders := self.env["aftersales.order"].search(
                Domain("outlet_id", "=", self.outlet_id.id) & self._get_order_domain(),
                order="id",
                limit=limit,
            )
        ):
            return self._move_orders(orders)
        if self.with_units and (
            units := self.env["aftersales.equipment"].search(
                [("outlet_id", "=", self.outlet_id.id)], order="id", limit=limit
            )
        ):
            return self._move_units(units)
        if self.with_stock and not self.picking_id:
            self._move_stock()
        self.write({"is_moving": False, "done_at": fields.Datetime.now()})
        return None

    # -- orders and visits ----

    def _move_orders(self, orders) -> None:
        visits = self.env["aftersales.dispatch"].search(
            [("order_id", "in", orders.ids), ("state", "in", dispatch_flow.BUSY_STATES)]
        )
        waiting = visits.filtered(
            lambda visit: visit.state in dispatch_flow.MOVABLE_STATES
        )
        begun = (visits - waiting).order_id
        self._move_visits(waiting)
        keeping = orders.filtered(
            lambda order: (
                order in begun
                or not order.technician_id
                or order.technician_id in self.dest_outlet_id.technician_ids
            )
        )
        keeping.outlet_id = self.dest_outlet_id
        (orders - keeping).write(
            {"outlet_id": self.dest_outlet_id.id, "technician_id": False}
        )
        self._log_moves("order_id", orders)

    def _move_visits(self, visits) -> None:
        """Planned ones change their people; those sent out are called back first."""
        sent = visits.filtered(lambda visit: visit.state != "planned")
        vals_list = [
            {
                "order_id": visit.order_id.id,
                "outlet_id": self.dest_outlet_id.id,
                "scheduled_start": visit.scheduled_start,
                "scheduled_end": visit.scheduled_end,
                "technician_ids": [Command.set(self._get_kept_people(visit).ids)],
            }
            for visit in sent
        ]
        if sent:
            sent._transition("cancel")
            self.env["aftersales.dispatch"].create(vals_list)
        for people, planned in (visits - sent).grouped(self._get_kept_people).items():
            planned.write(
                {
                    "outlet_id": self.dest_outlet_id.id,
                    "technician_ids": [Command.set(people.ids)],
                }
            )
        self._log_moves("dispatch_id", visits)

    def _get_kept_people(self, visit):
        """Technicians who work for the other outlet, too, go on."""
        return visit.technician_ids & self.dest_outlet_id.technician_ids

    # -- units and stock ----

    def _move_units(self, units) -> None:
        units.outlet_id = self.dest_outlet_id
        self._log_moves("equipment_id", units)

    def _move_stock(self) -> None:
        """A draft transfer for the storekeepers: they count, pick and confirm."""
        quants = self._get_quants(self.outlet_id).get(self.outlet_id)
        giver, taker = self.outlet_id.warehouse_id, self.dest_outlet_id.warehouse_id
        if not quants or giver == taker:
            return
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": giver.int_type_id.id,
                "location_id": giver.lot_stock_id.id,
                "location_dest_id": taker.lot_stock_id.id,
                "origin": self.name,
                "company_id": self.company_id.id,
            }
        )
        self.env["stock.move"].create(
            [
                {
                    "picking_id": picking.id,
                    "product_id": product.id,
                    "product_uom_qty": sum(held.mapped("quantity")),
                    "product_uom": product.uom_id.id,
                    "location_id": giver.lot_stock_id.id,
                    "location_dest_id": taker.lot_stock_id.id,
                    "restrict_partner_id": owner.id,
                    "company_id": self.company_id.id,
                }
                for (product, owner), held in quants.grouped(
                    lambda quant: (quant.product_id, quant.owner_id)
                ).items()
            ]
        )
        self.picking_id = picking

    def _log_moves(self, field: str, records) -> None:
        """What has moved is listed here, and said on each of them."""
        self.env["aftersales.outlet.handover.line"].create(
            [{"handover_id": self.id, field: record.id} for record in records]
        )
        body = self.env._(
            "Handed over from %(giver)s to %(taker)s (%(handover)s).",
            giver=self.outlet_id.name,
            taker=self.dest_outlet_id.name,
            handover=self.name,
        )
        records._message_log_batch(bodies=dict.fromkeys(records.ids, body))

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_outlet_handover_line_action"
        )
        action["domain"] = [("handover_id", "=", self.id)]
        return action
