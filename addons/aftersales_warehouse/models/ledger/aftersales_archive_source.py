from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.archive.aftersales_archive_source import (
    Source,
)

NOTE = (
    *("name", "note_number", "note_date", "note_pieces", "origin", "partner_id"),
    *("picking_type_id", "location_id", "location_dest_id", "owner_id", "date_done"),
    *("state", "move_ids"),
)


class AftersalesArchiveSource(models.AbstractModel):
    """Delivery notes of an outlet's month for finance (R204, R212): the transfers that
    brought goods to its warehouse or took them away. They are copied, not sealed: the
    host still writes on them, when goods come back."""

    _inherit = "aftersales.archive.source"

    @api.model
    def _get_labels(self) -> dict[str, str]:
        return {
            **super()._get_labels(),
            "delivery_note": self.env._("Delivery Notes"),
        }

    @api.model
    def _describe_delivery_note(self) -> Source:
        return Source("stock.picking", NOTE, "stock.action_report_delivery")

    @api.model
    def _collect_delivery_note(self, batch):
        """Done transfers between the warehouse and what is not in it."""
        start, end = batch._get_moments()
        warehouse = Domain("warehouse_id.aftersales_outlet_id", "=", batch.outlet_id.id)
        if not batch.rule_id.is_per_outlet:
            warehouse = Domain("warehouse_id", "!=", False)
        locations = self.env["stock.location"]._search(
            warehouse
            & Domain("usage", "=", "internal")
            & Domain("company_id", "=", batch.company_id.id)
        )
        here = Domain("location_id", "in", locations)
        there = Domain("location_dest_id", "in", locations)
        return self.env["stock.picking"].search(
            Domain("company_id", "=", batch.company_id.id)
            & Domain("state", "=", "done")
            & Domain("date_done", ">=", start)
            & Domain("date_done", "<", end)
            & ((here & ~there) | (there & ~here)),
            order="date_done, id",
        )

    @api.model
    def _get_gaps_delivery_note(self, pickings) -> dict[int, list[str]]:
        """Complete formalities: from or to whom, against which document, the number of
        the supplier's note, no signature owed."""
        gaps = self._get_unfilled(pickings, ("partner_id", "origin"))
        for picking in pickings:
            words = gaps.setdefault(picking.id, [])
            if picking.goods_operation == "receipt" and not picking.note_number:
                words.append(self.env._("the number of the supplier's note is missing"))
            if any(sign.state == "owed" for sign in picking.signoff_ids):
                words.append(self.env._("signatures are still owed"))
        return {key: words for key, words in gaps.items() if words}
