from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import recall_flow, recall_lock


class StockMoveLine(models.Model):
    """Goods under a recall stay: the one place that all moved goods pass.

    Buttons, the API, point of sale, repairs and production all end here, and so does
    who rewrites a line that is done already.
    """

    _inherit = "stock.move.line"

    def _action_done(self):
        # Afterwards: only then are typed numbers lots. An error takes all of it back.
        result = super()._action_done()
        self.exists()._check_recall_lock()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.state == "done")._check_recall_lock()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(
            ("lot_id", "quant_id", "product_id", "location_id", "location_dest_id")
        ):
            self.filtered(lambda line: line.state == "done")._check_recall_lock()
        return result

    def _check_recall_lock(self) -> None:
        """Refuse what a recall keeps here, naming every number and its recall."""
        leaving = self._get_leaving()
        if not leaving:
            return
        locks = leaving._find_recall_locks()
        problems = {
            self.env._(
                "%(goods)s is under recall %(recall)s and may not leave "
                "%(location)s. Bring it to a quarantine location, or finish it in the "
                "recall first.",
                goods=(
                    f"{line.product_id.display_name} {line.lot_id.name}"
                    if line.lot_id
                    else line.product_id.display_name
                ),
                recall=recall,
                location=line.location_id.display_name,
            ): None
            for line in leaving
            for recall in locks.get((line.product_id.id, line.lot_id.id), ())
        }
        if problems:
            raise UserError("\n".join(problems))

    def _get_leaving(self):
        """Lines that take goods where a recall forbids it."""
        return self.filtered(
            lambda line: (
                line.quantity > 0
                and recall_lock.is_refused(
                    line._to_place(line.location_id),
                    # On the way, the place that goods are on the way to counts.
                    line._to_place(
                        line.location_dest_id, line.move_id.location_final_id
                    ),
                )
            )
        )

    def _to_place(self, location, final=None) -> recall_lock.Place:
        location = location.sudo()
        is_used = location == self.company_id.sudo().aftersales_warranty_location_id
        return recall_lock.Place(
            "used" if is_used else location.usage,
            location.warehouse_id.id or None,
            location._is_quarantine() or bool(final and final._is_quarantine()),
        )

    def _find_recall_locks(self) -> dict[tuple, list[str]]:
        """Names of recalls by product and lot: those that list the goods, and those
        that mean them but have not been looked through since they came."""
        Line = self.env["aftersales.recall.line"].sudo()
        company = Domain("company_id", "in", self.company_id.ids)
        listed = Line._read_group(
            company
            & Line._get_lock_domain()
            & (
                Domain("lot_id", "in", self.lot_id.ids)
                | Domain("lot_id", "=", False)
                & Domain("product_id", "in", self.product_id.ids)
                & Domain("product_id.tracking", "=", "none")
            ),
            ["product_id", "lot_id"],
            ["recall_id:recordset"],
        )
        locks = {
            (product.id, lot.id): recalls.mapped("display_name")
            for product, lot, recalls in listed
        }
        unknown = self.lot_id.filtered(
            lambda lot: (lot.product_id.id, lot.id) not in locks
        )
        for recall, lot in self._find_unlisted(unknown, company):
            locks.setdefault((lot.product_id.id, lot.id), []).append(
                recall.display_name
            )
        return locks

    def _find_unlisted(self, lots, company) -> list[tuple]:
        """(recall, lot) that a recall means although it does not list the lot yet."""
        if not lots:
            return []
        recalls = (
            self.env["aftersales.recall"]
            .sudo()
            .search(
                company
                & Domain("is_stop_sale", "=", True)
                & Domain("state", "in", recall_flow.ACTIVE_STATES)
                & Domain("criterion_ids", "!=", False)
            )
        )
        if not recalls:
            return []
        recalls._prepare_selection()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT found.recall_id, found.lot_id
                  FROM (%s) found
                 WHERE NOT EXISTS (SELECT 1 FROM aftersales_recall_line line
                                    WHERE line.recall_id = found.recall_id
                                      AND line.lot_id = found.lot_id)
                """,
                SQL(" UNION ").join(
                    SQL("(%s)", recall._get_meant_lots(lots.ids)) for recall in recalls
                ),
            )
        )
        return [(recalls.browse(recall), lots.browse(lot)) for recall, lot in rows]
