from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

WEEKS = 2
# Days ago, what happened, pieces; consigned goods have an owner.
RECEIPT, ISSUE = "receipt", "issue"
STORY = (
    (13, RECEIPT, 12, False),
    (12, RECEIPT, 6, True),
    (9, ISSUE, 4, False),
    (6, ISSUE, 2, True),
    (5, RECEIPT, 5, False),
    (2, ISSUE, 3, False),
    (1, ISSUE, 1, False),
)
OWNER = ("Head Office Consignments", "总公司委托代销")
NOTE = ("DN-{:03}", "送货单-{:03}")


class AftersalesWarehouseDemo(models.AbstractModel):
    """Two weeks of goods at the Qingdao outlet, own and consigned: each day is cleared,
    yesterday is not yet."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_ledger(self):
        today = self._today()
        self.env.company.aftersales_clearing_since = today - timedelta(weeks=WEEKS)
        outlet = self._ref("outlet_qd")
        if not outlet.warehouse_id:
            self._stock_outlet(outlet)
        keeper = self._ref("user_storekeeper")
        outlet.user_ids = [Command.link(keeper.id)]
        article = self.env["product.product"].search(
            [
                ("categ_id", "=", self._ref("category_furniture").id),
                ("tracking", "=", "none"),
            ],
            limit=1,
        )
        owner = self.env["res.partner"].create({"name": self._text(OWNER)})
        for number, (days, kind, pieces, is_consigned) in enumerate(STORY, 1):
            self._shift_goods(
                outlet.warehouse_id.lot_stock_id,
                article,
                pieces if kind == RECEIPT else -pieces,
                self._moment(-days, 600),
                origin=self._text(NOTE).format(number),
                owner=owner if is_consigned else owner.browse(),
            )
        clearings = self.env["aftersales.stock.clearing"]
        clearings._open_periods()
        clearings.search(
            [
                ("kind", "=", "day"),
                ("warehouse_id", "=", outlet.warehouse_id.id),
                ("date_to", "<", today - timedelta(days=1)),
            ]
        ).with_user(keeper).action_clear()

    @api.model
    def _shift_goods(self, place, article, pieces: int, moment, origin: str, owner):
        """A done move on a day of the past; it goes out if there are less than zero."""
        other = self.env.ref(
            "stock.stock_location_suppliers"
            if pieces > 0
            else "stock.stock_location_customers"
        )
        source, target = (other, place) if pieces > 0 else (place, other)
        places = {"location_id": source.id, "location_dest_id": target.id}
        move = self.env["stock.move"].create(
            {
                "product_id": article.id,
                "product_uom_qty": abs(pieces),
                "origin": origin,
                "picked": True,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": article.id,
                            "quantity": abs(pieces),
                            "owner_id": owner.id,
                            "picked": True,
                            **places,
                        }
                    )
                ],
                **places,
            }
        )
        move._action_done()
        move.date = moment
        move.move_line_ids.date = moment
