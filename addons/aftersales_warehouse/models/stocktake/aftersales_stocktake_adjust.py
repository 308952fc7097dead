from datetime import timedelta

from odoo import fields, models

from odoo.addons.aftersales_service.models.flow_mixin import STEP


class AftersalesStocktake(models.Model):
    """What was found becomes the host's inventory moves.

    A difference is applied to whatever the books say now: moves after the count changed
    goods and books alike. Reservations, valuation and entries are the host's.
    """

    _inherit = "aftersales.stocktake"

    def _adjust_books(self) -> None:
        self.ensure_one()
        record = self.sudo().with_company(self.company_id)
        lines = record.line_ids.search(
            [("stocktake_id", "=", record.id), ("has_difference", "=", True)]
        ).filtered(lambda line: line.status in ("counted", "recounted"))
        record._refuse_negative(lines)
        if not lines:
            return
        day = fields.Datetime.context_timestamp(record, record.counted_at).date()
        moves = (
            record.env["stock.move"]
            .with_context(
                inventory_mode=False,
                force_period_date=record._get_accounting_date(day),
            )
            .create([record._prepare_move_vals(line) for line in lines])
        )
        moves.with_context(ignore_dest_packages=True)._action_done()
        # As the host does for a count of an earlier day.
        moves.date = record.counted_at
        moves._trigger_assign()
        lines.location_id.write({"last_inventory_date": day})
        for move in moves:
            move.aftersales_stocktake_line_id.with_context(_aftersales_step=STEP).write(
                {"move_id": move.id}
            )

    def _refuse_negative(self, lines) -> None:
        """More has left since the count than there was: the count cannot be right."""
        book = lines._read_book()
        self._refuse(
            [
                self.env._(
                    "%(stocktake)s: of %(line)s at %(place)s the books would hold "
                    "%(quantity)s after the adjustment. More has left since it was "
                    "counted than there was; look into its moves.",
                    stocktake=self.name,
                    line=line.display_name,
                    place=line.location_id.display_name,
                    quantity=line.product_id.uom_id.round(
                        book.get(line.id, 0.0) + line.difference
                    ),
                )
                for line in lines
                if line.difference < 0
                and line.product_id.uom_id.compare(
                    book.get(line.id, 0.0) + line.difference, 0.0
                )
                < 0
            ]
        )

    def _prepare_move_vals(self, line) -> dict:
        """The host's values of an inventory move, for the difference of a line."""
        product = line.product_id.with_company(self.company_id)
        loss = product.property_stock_inventory
        quant = self.env["stock.quant"].new(
            {
                "product_id": line.product_id.id,
                "location_id": line.location_id.id,
                "lot_id": line.lot_id.id,
                "owner_id": line.owner_id.id,
                "package_id": line.package_id.id,
                "company_id": self.company_id.id,
            }
        )
        quant = quant.with_context(
            inventory_name=self.env._(
                "%(stocktake)s: %(cause)s",
                stocktake=self.name,
                cause=line.cause_id.name or "",
            )
        )
        found = line.difference
        source, target = (
            (loss, line.location_id) if found > 0 else (line.location_id, loss)
        )
        package = line.package_id
        vals = quant._get_inventory_move_values(
            abs(found),
            source,
            target,
            package_id=package if found < 0 else False,
            package_dest_id=package if found > 0 else False,
        )
        return {
            **vals,
            "origin": self.name,
            "aftersales_stocktake_line_id": line.id,
        }

    def _get_accounting_date(self, day):
        """Day of the entries: that of the count, or the first one that is open."""
        journal = self.company_id.account_stock_journal_id
        locked = self.company_id._get_user_fiscal_lock_date(journal)
        return max(day, locked + timedelta(days=1))
