from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.aftersales_service.models.flow_mixin import STEP

from ...tools import stocktake, stocktake_flow


class AftersalesStocktakeLine(models.Model):
    """Counting: who found how many, when, and what the books said in that moment."""

    _inherit = "aftersales.stocktake.line"

    def action_none_there(self):
        """Looked for, and there is nothing: said outright, never assumed."""
        self._record_counts(dict.fromkeys(self.ids, 0.0))

    def action_count_again(self):
        """The finance supervisor doubts these lines: somebody counts them again."""
        stocktakes = self.stocktake_id
        stocktakes._check_step_role("recount")
        stocktakes.check_access("write")
        uncounted = self.filtered(lambda line: line.status == "open")
        if uncounted:
            raise UserError(
                self.env._(
                    "%(lines)s: not counted yet, so there is nothing to count again.",
                    lines=", ".join(uncounted.mapped("display_name")),
                )
            )
        closed = stocktakes.filtered(
            lambda record: record.state not in stocktake_flow.COUNTING
        )
        closed._check_step_possible("recount")
        self._mark_recount()
        closed._transition("recount")
        stocktakes._void_changed_signoffs()

    def _record_counts(
        self, quantities: dict[int, float], replace: bool = True
    ) -> None:
        """Write down what was counted.

        :param quantities: by id of the line
        :param replace: also where another counter was faster in this round
        """
        self.check_access("read")
        self._check_counter()
        self._refuse_counts(quantities, replace)
        book = self.sudo()._read_book()
        now = fields.Datetime.now()
        for line in self.sudo().with_context(_aftersales_step=STEP):
            line._write_count(quantities[line.id], book.get(line.id, 0.0), now)

    def _write_count(self, quantity: float, expected: float, now) -> None:
        found = stocktake.difference(quantity, expected)
        again = self.status in ("recount", "recounted")
        self.write(
            {
                "counted_quantity": quantity,
                "counted_by_id": self.env.uid,
                "counted_at": now,
                "expected_quantity": expected,
                "difference": found,
                "difference_value": self.currency_id.round(found * self.unit_cost),
                "has_difference": bool(found),
                "status": "recounted" if again else "counted",
            }
        )

    def _mark_recount(self) -> None:
        """The count so far is kept apart; nobody who counts again sees it."""
        for line in self.sudo().with_context(_aftersales_step=STEP):
            line.write(
                {
                    "first_quantity": line.counted_quantity,
                    "first_by_id": line.counted_by_id.id,
                    "first_at": line.counted_at,
                    "counted_quantity": 0.0,
                    "counted_by_id": False,
                    "counted_at": False,
                    "status": "recount",
                }
            )

    # -- who may, and what ---------------------------------------------------------

    def _check_counter(self) -> None:
        self.stocktake_id._check_step_role("start")
        for record in self.stocktake_id:
            if not record._may_count(self.env.user):
                raise AccessError(
                    self.env._(
                        "%(stocktake)s: you do not count here. Counters are: "
                        "%(users)s; who supervises does not count.",
                        stocktake=record.display_name,
                        users=", ".join(record.counter_ids.sudo().mapped("name"))
                        or self.env._("all storekeepers of the warehouse"),
                    )
                )

    def _refuse_counts(self, quantities: dict[int, float], replace: bool) -> None:
        problems = []
        for line in self:
            values = {
                "stocktake": line.stocktake_id.name,
                "line": line.display_name,
                "place": line.location_id.display_name,
                "user": line.first_by_id.sudo().name
                if line.status == "recount"
                else line.counted_by_id.sudo().name,
            }
            if problem := line._get_count_problem(quantities[line.id], replace, values):
                problems.append(problem)
        self.stocktake_id.browse()._refuse(problems)

    def _get_count_problem(self, quantity, replace: bool, values: dict) -> str | None:
        record = self.stocktake_id
        other_before = self.first_by_id == self.env.user and not self.env.su
        if record.state not in stocktake_flow.COUNTING:
            return self.env._(
                "%(stocktake)s is not being counted. Start it, or let the finance "
                "supervisor have %(line)s counted again.",
                **values,
            )
        if record.state == "recount" and self.status not in ("recount", "recounted"):
            return self.env._(
                "%(stocktake)s, %(line)s: only lines marked “Count Again” are counted "
                "now.",
                **values,
            )
        if quantity < 0:
            return self.env._(
                "%(stocktake)s, %(line)s: Counted Quantity must not be less than 0.",
                **values,
            )
        if self.product_id.tracking == "serial" and self.lot_id and quantity > 1:
            return self.env._(
                "%(stocktake)s, %(line)s: a serial number is there once or not at all.",
                **values,
            )
        if (
            other_before
            and record.sudo().policy_id.recount_by_other
            and self.status in ("recount", "recounted")
        ):
            return self.env._(
                "%(stocktake)s, %(line)s: you counted it the first time. Somebody else "
                "counts again.",
                **values,
            )
        if not replace and self.counted_by_id not in (
            self.env.user,
            self.counted_by_id.browse(),
        ):
            return self.env._(
                "%(stocktake)s, %(line)s at %(place)s: %(user)s has counted it "
                "meanwhile.",
                **values,
            )
        return None

    def _prepare_cards(self) -> list[dict]:
        """Lines as the counter's screen shows them; what the books say is not there."""
        labels = dict(self._fields["status"]._description_selection(self.env))
        # Names of goods, places and owners are printed on them.
        return [
            {
                "id": line.id,
                "product": line.product_id.display_name,
                "barcode": line.product_id.barcode or "",
                "lot": line.lot_id.name or "",
                "owner": line.owner_id.name or "",
                "package": line.package_id.name or "",
                "location_id": line.location_id.id,
                "location": line.location_id.display_name,
                "unit": line.product_uom_id.name,
                "is_serial": line.product_id.tracking == "serial",
                "is_found": line.is_found,
                "status": line.status,
                "status_label": labels[line.status],
                "counted": line.counted_quantity,
                "counted_by": line.counted_by_id.name or "",
                "photos": len(line.photo_ids),
            }
            for line in self.sudo()
        ]
