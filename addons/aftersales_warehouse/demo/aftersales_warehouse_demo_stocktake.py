from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..tools import stocktake

SECOND_KEEPER = ("Storekeeper Sun", "孙仓管")
EXPLANATION = (
    "Lent for the trade fair on the 28th, the delivery note was not written.",
    "28日展会借用,未开出库单。",
)
KEYS = (("Gate and office", "大门和办公室"), 3)
STAMP = (("Warehouse stamp", "仓库专用章"), 1)
SCANNER = (("Barcode scanner", "扫码枪"), 1)


class AftersalesWarehouseDemo(models.AbstractModel):
    """Counting in Jinan: last month finished with a difference, this month's in work,
    and a storekeeper who hands over."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_stocktakes(self):
        outlet = self._ref("outlet_jn")
        keeper = self._ref("user_storekeeper")
        second = self._create_second_keeper(keeper)
        if not outlet.warehouse_id:
            self._stock_outlet(outlet)
        warehouse = outlet.warehouse_id
        warehouse.aftersales_keeper_ids = keeper | second
        last = self._today().replace(day=1) - timedelta(days=1)
        finished = self._count_last_month(warehouse, last, keeper, second)
        self._begin_this_month(warehouse, keeper)
        self._hand_over_keys(warehouse, finished, second, keeper)

    @api.model
    def _create_second_keeper(self, keeper):
        return self.env["res.users"]._load_records(
            [
                {
                    "xml_id": "aftersales_warehouse.demo_user_storekeeper_2",
                    "noupdate": True,
                    "values": {
                        "name": self._text(SECOND_KEEPER),
                        "login": "storekeeper2",
                        "password": "storekeeper2",
                        "email": "storekeeper2@example.com",
                        "notification_type": "inbox",
                        "lang": keeper.lang,
                        "tz": keeper.tz,
                        "group_ids": [
                            Command.set(
                                self.env.ref("aftersales_service.group_storekeeper").ids
                            )
                        ],
                    },
                }
            ]
        )

    @api.model
    def _create_stocktake(self, warehouse, day, keeper):
        return self.env["aftersales.stocktake"].create(
            {
                "warehouse_id": warehouse.id,
                "date": day,
                "keeper_id": keeper.id,
                "supervisor_id": self._ref("user_finance").id,
            }
        )

    @api.model
    def _count_last_month(self, warehouse, day, keeper, second):
        """One piece is missing, also when somebody else counts."""
        record = self._create_stocktake(warehouse, day, keeper)
        own = record.with_user(keeper)
        own.action_start()
        short = record.line_ids[1]
        for line in record.line_ids:
            own.line_ids.browse(line.id).counted_quantity = line.book_quantity - (
                line == short
            )
        own.action_close_count()
        short.with_user(second).counted_quantity = short.first_quantity
        own.action_close_count()
        short.with_user(keeper).write(
            {
                "cause_id": self.env.ref(
                    "aftersales_warehouse.stocktake_cause_rules"
                ).id,
                "explanation": self._text(EXPLANATION),
            }
        )
        own.action_sign("keeper")
        record.with_user(self._ref("user_outlet")).action_sign("department_head")
        record.with_user(self._ref("user_finance")).action_verify()
        record.with_user(self._ref("user_manager")).action_approve()
        record.with_user(self._ref("user_finance")).action_adjust()
        record.with_user(self._ref("user_finance")).action_finish()
        return record

    @api.model
    def _begin_this_month(self, warehouse, keeper):
        record = self._create_stocktake(
            warehouse, stocktake.month_end(self._today()), keeper
        ).with_user(keeper)
        record.action_start()
        for line in record.line_ids[:2]:
            line.counted_quantity = line.sudo().book_quantity

    @api.model
    def _hand_over_keys(self, warehouse, finished, outgoing, incoming):
        """Signed by all but the finance supervisor."""
        handover = self.env["aftersales.handover"].create(
            {
                "outgoing_id": outgoing.id,
                "incoming_id": incoming.id,
                "supervisor_id": self._ref("user_finance").id,
                "warehouse_ids": [Command.set(warehouse.ids)],
                "stocktake_ids": [Command.set(finished.ids)],
                "date": self._today(),
                "item_ids": [
                    Command.create(
                        {"kind": kind, "name": self._text(name), "quantity": quantity}
                    )
                    for kind, (name, quantity) in (
                        ("key", KEYS),
                        ("seal", STAMP),
                        ("tool", SCANNER),
                    )
                ],
            }
        )
        handover.with_user(outgoing).action_prepare()
        handover.with_user(outgoing).action_sign("outgoing")
        handover.with_user(incoming).action_sign("incoming")
        handover.with_user(self._ref("user_outlet")).action_sign("department_head")
