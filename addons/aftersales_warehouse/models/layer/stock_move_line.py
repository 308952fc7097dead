from odoo import api, models

from ...tools.layers import Flow

# What makes a done line another movement.
LAYER_FIELDS = {
    *("quantity", "product_uom_id", "lot_id", "owner_id", "quant_id"),
    *("location_id", "location_dest_id"),
}


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        """A line that somebody adds to a done move moves goods at once."""
        lines = super().create(vals_list)
        added = lines.filtered(lambda line: line.move_id.state == "done")
        if added:
            self.env["aftersales.stock.layer"]._follow(added)
        return lines

    def write(self, vals):
        edited = (
            self.filtered(lambda line: line.move_id.state == "done")
            if LAYER_FIELDS & vals.keys()
            else self.browse()
        )
        before = edited and edited._get_layer_flows()
        res = super().write(vals)
        if edited:
            self.env["aftersales.stock.layer"]._correct(edited, before)
        return res

    def _get_layer_flows(self) -> dict[int, Flow]:
        """The movement of each line between places where goods age, by its id.

        Lines that change nothing there are left out.
        """
        lines = (
            self.sudo()
            .with_prefetch()
            .filtered(
                lambda line: line.product_id.is_storable and line.quantity_product_uom
            )
        )
        places = (lines.location_id | lines.location_dest_id)._get_layer_places()
        covers = self.env["aftersales.stock.layer"]._get_cover(lines, places)
        flows = {}
        for line in lines:
            source, dest = (
                place if covers(line.product_id, place) else None
                for place in (places[line.location_id], places[line.location_dest_id])
            )
            if source != dest:
                flows[line.id] = line.move_id._prepare_layer_flow(
                    source=source, dest=dest, **line._get_layer_facts()
                )
        return flows

    def _get_layer_facts(self) -> dict:
        company = self.company_id
        owner = self.owner_id - company.partner_id
        return {
            "quantity": self.quantity_product_uom,
            "lot": self.lot_id.id or None,
            "owner": owner.id or None,
            "unit_cost": self._get_layer_unit_cost(owner),
        }

    def _get_layer_unit_cost(self, owner) -> float:
        """What came in costs what the host values it at; what was in the company
        before, or belongs to others, what the goods cost at that time."""
        if self.move_id.is_in and not owner:
            return self.move_id._get_layer_unit_cost()
        goods = self.product_id
        if goods.lot_valuated and self.lot_id:
            goods = self.lot_id
        return goods.with_company(self.company_id).standard_price
