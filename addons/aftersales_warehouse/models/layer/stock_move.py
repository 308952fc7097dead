from odoo import fields, models

from ...tools.layers import ON_THE_WAY, Flow


class StockMove(models.Model):
    _inherit = "stock.move"

    aftersales_received_on = fields.Date(
        string="In Custody Since",
        copy=False,
        help="When goods that come in first came into the warehouse of an outlet. "
        "Empty: the day of this move.",
    )
    aftersales_layer_ids = fields.One2many(
        "aftersales.stock.layer", "origin_move_id", string="Layers"
    )

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        self.env["aftersales.stock.layer"]._follow(
            moves.filtered(lambda move: move.state == "done").move_line_ids
        )
        return moves

    def write(self, vals):
        done = (
            self.filtered(lambda move: move.state == "done")
            if "date" in vals
            else self.browse()
        )
        res = super().write(vals)
        if done:
            done._date_layers()
        return res

    def _set_value(self, correction_quantity=None):
        """A bill that comes later, a landed cost: layers cost what the host says."""
        res = super()._set_value(correction_quantity=correction_quantity)
        if not self.env.context.get("aftersales_keep_layer_cost"):
            brought = self.filtered(lambda move: move.state == "done" and move.is_in)
            brought._cost_layers()
        return res

    def _date_layers(self) -> None:
        """Layers and uses get the day of their move; younger layers keep their age."""
        days = {move: move._get_layer_day() for move in self}
        layers = self.env["aftersales.stock.layer"].sudo()
        layers = layers.search([("origin_move_id", "in", self.ids)])
        for layer in layers:
            move = layer.origin_move_id
            layer.received_on = days[move]
            if not layer.source_layer_id:
                since = move.aftersales_received_on or days[move]
                layer.first_received_on = since
        layers._hand_down("first_received_on")
        uses = self.env["aftersales.stock.layer.use"].sudo()
        for use in uses.search([("move_id", "in", self.ids)]):
            use.date = days[use.move_id]

    def _cost_layers(self) -> None:
        layers = self.env["aftersales.stock.layer"].sudo()
        layers = layers.search(
            [
                ("origin_move_id", "in", self.ids),
                ("source_layer_id", "=", False),
                ("owner_id", "=", False),
            ]
        )
        for layer in layers:
            layer.unit_cost = layer.origin_move_id._get_layer_unit_cost()
        layers._hand_down("unit_cost")

    # -- flows -----------------------------------------------------------------------
    def _get_layer_day(self):
        """The day of a move where the company is."""
        return self.company_id._get_layer_day(self.date)

    def _get_layer_unit_cost(self) -> float:
        """What the host says one costs that this move brought in."""
        quantity = self._get_valued_qty()
        return self.value / quantity if quantity else 0.0

    def _prepare_layer_flow(self, **facts) -> Flow:
        """A flow of this move; ``facts`` are those of a line."""
        source, dest = facts["source"], facts["dest"]
        arrives = source and source.warehouse is ON_THE_WAY
        return Flow(
            move=self.id,
            day=self._get_layer_day(),
            kind=self._get_layer_use_kind(source, dest),
            product=self.product_id.id,
            since=self.aftersales_received_on or None,
            returned=self.origin_returned_move_id.id or None,
            origins=frozenset(self.move_orig_ids.ids if arrives else ()),
            **facts,
        )

    def _get_layer_use_kind(self, source, dest) -> str:
        if source and dest:
            same = source.warehouse == dest.warehouse
            return "reclassify" if same else "transfer"
        if source is None:
            return "gain"
        if self.scrap_id:
            return "scrap"
        if self.location_dest_id.usage == "inventory":
            return "loss"
        # To a warehouse of head office, where goods do not age.
        inside = self.location_dest_id._should_be_valued()
        return "transfer" if inside else "issue"
