from freezegun import freeze_time

from odoo import Command

from ..common import WarehouseCase

NOW = "2026-03-02 04:00:00"  # noon in China
AGED = "2025-11-20"  # one month of depreciation until the end of February


class NetworkCase(WarehouseCase):
    """Qingdao holds ten aged desks; Jinan would like some of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._receive(cls.warehouse, cls.goods, 10, day=AGED)
        cls.goods.standard_price = 120.0
        cls.env.company.aftersales_network_far_km = 300.0
        cls.rate = cls.env["aftersales.network.freight"].create(
            {"name": "Van", "amount": 20.0, "amount_per_km": 0.1}
        )
        plan = cls.env.ref("aftersales_service.analytic_plan_outlets")
        for outlet in cls.outlet | cls.outlet_b:
            if not outlet.analytic_account_id:
                outlet.analytic_account_id = cls.env["account.analytic.account"].create(
                    {"name": outlet.name, "plan_id": plan.id}
                )

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.manager_b = cls._create_user("outlet_manager", login="manager_b")
        cls.outlet_b.user_ids = [Command.link(cls.manager_b.id)]
        cls.keeper_b = cls._create_user("storekeeper", login="keeper_b")
        cls.outlet_b.user_ids = [Command.link(cls.keeper_b.id)]
        return result

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(NOW))

    @property
    def stock(self):
        return self.env["aftersales.network.stock"]

    def _get_offer(self, product=None, **context):
        self.env.invalidate_all()
        return self.stock.with_context(**context).search(
            [("product_id", "=", (product or self.goods).id)]
        )

    @classmethod
    def _ask(cls, quantity=4, product=None, **vals):
        return cls.env["aftersales.network.transfer"].create(
            {
                "outlet_id": cls.outlet.id,
                "dest_outlet_id": cls.outlet_b.id,
                "line_ids": [
                    Command.create(
                        {"product_id": (product or cls.goods).id, "quantity": quantity}
                    )
                ],
                **vals,
            }
        )

    def _ask_and_send(self, quantity=4, **vals):
        transfer = self._ask(quantity, **vals)
        transfer.with_user(self.manager_b).action_request()
        return transfer

    def _consented(self, quantity=4, **vals):
        transfer = self._ask_and_send(quantity, **vals)
        transfer.with_user(self.outlet_manager).action_consent()
        return transfer
