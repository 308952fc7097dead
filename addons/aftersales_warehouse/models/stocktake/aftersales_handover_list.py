from odoo import api, models
from odoo.fields import Command, Domain

from ...tools import stocktake_flow


class AftersalesHandover(models.Model):
    """What is handed over: the stock by a count, and papers that are still open."""

    _inherit = "aftersales.handover"

    def _start_counts(self) -> None:
        """A count of each warehouse that was not chosen one of; both keepers count."""
        for handover in self:
            missing = handover.warehouse_ids - handover.stocktake_ids.warehouse_id
            counts = (
                self.env["aftersales.stocktake"]
                .sudo()
                .create(
                    [
                        {
                            "warehouse_id": warehouse.id,
                            "kind": "handover",
                            "date": handover.date,
                            "keeper_id": handover.outgoing_id.id,
                            "supervisor_id": handover.supervisor_id.id,
                            "counter_ids": [
                                Command.set(
                                    (handover.outgoing_id | handover.incoming_id).ids
                                )
                            ],
                            "handover_id": handover.id,
                        }
                        for warehouse in missing
                    ]
                )
            )
            counts.action_start()
            handover.stocktake_ids = [Command.link(count.id) for count in counts]

    def _list_documents(self) -> None:
        """Open papers of the warehouses, as they stand now; listed anew each time."""
        vals_list = []
        for handover in self:
            handover.item_ids.filtered(lambda item: item.kind == "document").unlink()
            for records, note in handover._find_open_documents():
                vals_list += [
                    {
                        "handover_id": handover.id,
                        "kind": "document",
                        "name": f"{self._get_model_label(record)}: "
                        f"{record.display_name}",
                        "note": note(record),
                        "res_model": record._name,
                        "res_id": record.id,
                    }
                    for record in records
                ]
        self.env["aftersales.handover.item"].create(vals_list)

    @api.model
    def _get_model_label(self, record) -> str:
        return self.env["ir.model"]._get(record._name).sudo().name

    def _find_open_documents(self) -> list[tuple]:
        """Records that are open, and what is said of each; others add theirs."""
        self.ensure_one()
        warehouses = self.warehouse_ids
        pickings = (
            self.env["stock.picking"]
            .sudo()
            .search(
                [
                    ("picking_type_id.warehouse_id", "in", warehouses.ids),
                    ("state", "not in", ("done", "cancel", "draft")),
                ]
            )
        )
        stocktakes = (
            self.env["aftersales.stocktake"]
            .sudo()
            .search(
                Domain("warehouse_id", "in", warehouses.ids)
                & Domain("state", "not in", stocktake_flow.ENDED)
                & Domain("id", "not in", self.stocktake_ids.ids)
            )
        )
        signoffs = (
            self.env["aftersales.signoff"]
            .sudo()
            .search(
                [
                    ("state", "=", "owed"),
                    ("res_model", "in", ("stock.picking", "aftersales.stocktake")),
                    ("outlet_id", "in", warehouses.aftersales_outlet_id.ids),
                ]
            )
        )
        return [
            (records, self._get_state_label)
            for records in (pickings, stocktakes, signoffs, self._find_feedbacks())
        ]

    def _find_feedbacks(self):
        """Quality feedback that nobody has settled."""
        if "aftersales.quality.feedback" not in self.env:
            return self.browse()
        return (
            self.env["aftersales.quality.feedback"]
            .sudo()
            .search(
                [
                    ("outlet_id", "in", self.warehouse_ids.aftersales_outlet_id.ids),
                    ("state", "in", ("draft", "reported", "decided")),
                ]
            )
        )

    @api.model
    def _get_state_label(self, record) -> str:
        labels = dict(record._fields["state"]._description_selection(self.env))
        return labels.get(record.state, "")
