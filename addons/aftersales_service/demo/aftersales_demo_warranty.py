from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import cases

# Policies as shipped that are for furniture, and what becomes of them here.
FURNITURE_LAWS = ("furniture", "consumer_burden")
ELECTRIC = ("shelving_c865", "desk_d320")
# Customers whose units were delivered with a warranty card.
CARD_CUSTOMERS = (0, 15, 25, 40, 41)


class AftersalesDemo(models.AbstractModel):
    """Policies in force, what they decide, and the papers that prove it."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_warranty_policies(self):
        """Law and promise for furniture; what moves by a motor is promised more."""
        furniture = self._ref("category_furniture")
        for name in FURNITURE_LAWS:
            law = self.env.ref(f"aftersales_service.warranty_policy_{name}")
            law.product_category_ids = furniture
        promise = self.env.ref("aftersales_service.warranty_policy_promise_furniture")
        promise.write(
            {
                "company_id": self.env.company.id,
                "product_category_ids": [Command.set(furniture.ids)],
            }
        )
        electric = self._ref("policy_electric")
        for name in ELECTRIC:
            electric.product_ids |= self._ref(name).product_tmpl_id
        (promise | electric).action_put_in_force()

    @api.model
    def _load_decisions(self):
        """One is decided otherwise; what is about to become an exchange is told."""
        order = self._find_order(41, "bookcase_b674")
        self.env["aftersales.warranty.override"].with_user(
            self._ref("user_manager")
        ).create(
            {
                "decision_id": order.decision_id.id,
                "is_covered": True,
                "reason": self._text(cases.OVERRIDE),
            }
        ).action_override()
        orders = self.env["aftersales.order"].search(
            [
                ("is_open", "=", True),
                ("signed_at", "=", False),
                ("decision_id", "!=", False),
                ("type_id.is_repair", "=", True),
            ]
        )
        self.env["aftersales.warranty.alert"]._watch(orders._decide_warranty())

    @api.model
    def _load_papers(self):
        """Cards of some customers; one registration waits, one is approved."""
        customers = [self._ref(f"customer_{number}").id for number in CARD_CUSTOMERS]
        units = self.env["aftersales.equipment"].search(
            [("partner_id", "in", customers), ("state", "=", "in_use")]
        )
        units._issue_missing_cards()
        waiting = self._ref("unit_41_bookcase_b674")
        self._file_registration(
            contact_name=self._text(cases.NEW_OWNER),
            serial=waiting.serial,
            purchase_date=self._today() - timedelta(days=4),
        )
        bought_on = self._today() - timedelta(days=9)
        registration = self._file_registration(
            contact_name=self._text(cases.FIRST_OWNER),
            serial=cases.UNKNOWN_SERIAL,
            product_id=self._ref("locker_w401").id,
            price=self._ref("locker_w401").list_price,
            purchase_date=bought_on,
            decision_note=self._text(cases.CHECKED),
        )
        registration.action_approve()
        # The promise counts from the delivery, which the mall told the clerk.
        registration.equipment_id.delivery_date = bought_on

    @api.model
    def _file_registration(self, **vals):
        registration = (
            self.env["aftersales.registration"]
            .with_user(self._ref("user_dispatcher"))
            .create(
                {
                    "channel": "qr",
                    "phone": "13905320117",
                    "seller": self._text(cases.SELLER),
                    **vals,
                }
            )
        )
        proof = self._create_file(cases.INVOICE, cases.INVOICE_WORDS)
        proof.write({"res_model": registration._name, "res_id": registration.id})
        return registration
