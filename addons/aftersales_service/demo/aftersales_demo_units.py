from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import cases, texts


class AftersalesDemo(models.AbstractModel):
    """What becomes of units: sets, new owners, parts that were replaced."""

    _inherit = "aftersales.demo"

    @api.model
    def _find_order(self, customer: int, product: str):
        """The last order about that unit."""
        unit = self._ref(f"unit_{customer}_{product}")
        return self.env["aftersales.order"].search(
            [("equipment_id", "=", unit.id)], order="received_at desc, id desc", limit=1
        )

    @api.model
    def _create_file(self, name: texts.Text, words: texts.Text):
        """A paper that somebody brings, as plain text."""
        return self.env["ir.attachment"].create(
            {"name": f"{self._text(name)}.txt", "raw": self._text(words).encode()}
        )

    @api.model
    def _load_installed_base(self):
        self._build_set()
        self._change_hands()
        self._build_parts()

    @api.model
    def _build_set(self):
        """Cabinet and desk of one customer were sold as a set."""
        cabinet = self._ref("unit_3_cabinet_f349")
        product = self._ref("set_a100")
        whole = self._create_named(
            "aftersales.equipment",
            "unit_3_set_a100",
            {
                "product_id": product.id,
                "partner_id": cabinet.partner_id.id,
                "serial": cases.SET_SERIAL,
                "price": product.list_price,
                "delivery_date": cabinet.delivery_date,
                "invoice_date": cabinet.invoice_date,
            },
        )
        (cabinet | self._ref("unit_3_desk_d676")).parent_id = whole

    @api.model
    def _change_hands(self):
        """A firm took over the desk of the one before it."""
        proof = self._create_file(cases.CONTRACT_OF_SALE, cases.CONTRACT_WORDS)
        self.env["aftersales.equipment.transfer"].create(
            {
                "equipment_ids": [Command.set(self._ref("unit_7_locker_w401").ids)],
                "partner_id": self._ref("customer_9").id,
                "transfer_date": self._today() - timedelta(days=12),
                "proof_ids": [Command.set(proof.ids)],
                "note": self._text(cases.HANDED_OVER),
            }
        ).action_transfer()

    @api.model
    def _build_parts(self):
        """What electric shelving left the factory with, and the board put in since."""
        order = self._find_order(17, "shelving_c865")
        unit, board = order.equipment_id, self._ref("part_board")
        day = order.repaired_at.date()
        built = {
            "equipment_id": unit.id,
            "is_as_built": True,
            "installed_on": unit.factory_date,
        }
        parts = self.env["aftersales.equipment.part"]
        old = parts.create(
            {
                **built,
                "product_id": board.id,
                "serial": cases.OLD_BOARD,
                "removed_on": day,
                "removal_order_id": order.id,
            }
        )
        parts.create(
            [
                {
                    "equipment_id": unit.id,
                    "product_id": board.id,
                    "serial": cases.NEW_BOARD,
                    "installed_on": day,
                    "order_id": order.id,
                    "replaces_id": old.id,
                },
                *(
                    {**built, "product_id": self._ref(part).id, "quantity": quantity}
                    for part, quantity in cases.BUILT_IN
                ),
            ]
        )
