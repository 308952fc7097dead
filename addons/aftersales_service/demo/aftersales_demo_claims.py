from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..tools import claim_flow
from . import cases

# Who takes a step, and the state it leads to.
STEPS = {
    "submit": ("dispatcher", "submitted"),
    "approve": ("manager", "approved"),
    "start": ("dispatcher", "in_progress"),
    "finish": ("dispatcher", "done"),
}

# Whoever else has their role signs nothing here.
SIGNERS = {"tier_service": "manager", "tier_general": "general"}


class AftersalesDemo(models.AbstractModel):
    """Claims in several states, each by the very steps that people take."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_claims(self):
        for tier, login in SIGNERS.items():
            self._ref(tier).write(
                {
                    "user_ids": [Command.set(self._ref(f"user_{login}").ids)],
                    "group_id": False,
                }
            )
        self._exchange()
        self._ask_exchange()
        self._return()
        self._compensate()
        self._show_goodwill()

    @api.model
    def _claim(
        self, kind: str, order, reason, days: int, evidence: bool = True, **vals
    ):
        """A claim that was demanded so many days ago, with what proves it."""
        demo = self.with_user(self._ref("user_dispatcher"))
        claim = demo.env["aftersales.claim"].create(
            {
                "kind": kind,
                "order_id": order.id,
                "reason": self._text(reason),
                "demanded_at": self._moment(-days, 600),
                **vals,
            }
        )
        if evidence:
            paper = demo._create_file(cases.INVOICE, cases.INVOICE_WORDS)
            claim.evidence_ids = [
                Command.create(
                    {
                        "type_id": self._get_evidence("invoice"),
                        "attachment_ids": [Command.set(paper.ids)],
                    }
                ),
                Command.create(
                    {
                        "type_id": self._get_evidence("part"),
                        "note": self._text(cases.PART_KEPT),
                    }
                ),
            ]
        return claim

    @api.model
    def _get_evidence(self, name: str) -> int:
        return self.env.ref(f"aftersales_service.evidence_type_{name}").id

    @api.model
    def _advance(self, claim, *steps: str):
        """A day a step, from the demand on."""
        for step in steps:
            login, state = STEPS[step]
            days = list(STEPS).index(step)
            moment = claim.demanded_at + timedelta(days=days, hours=2)
            claim.sudo()[claim_flow.MOMENTS[state]] = min(moment, fields.Datetime.now())
            user = self._ref(f"user_{login}")
            getattr(claim.with_user(user), f"action_{step}")()

    @api.model
    def _move_goods(self, claim):
        pickings = claim.sudo().picking_ids
        pickings.move_ids.picked = True
        # The button may ask first (for a text message to the customer, say).
        pickings._action_done()

    @api.model
    def _exchange(self):
        """A safe that nobody can repair: another one went out, the old one is back."""
        order = self._find_order(25, "safe_s983")
        lot = self.env["stock.lot"].search(
            [
                ("product_id", "=", order.equipment_id.product_id.id),
                ("location_id.usage", "=", "internal"),
            ],
            order="name",
            limit=1,
        )
        claim = self._claim("exchange", order, cases.EXCHANGE, 14, new_lot_id=lot.id)
        self._advance(claim, "submit", "approve", "start")
        self._move_goods(claim)
        self._advance(claim, "finish")

    @api.model
    def _ask_exchange(self):
        """Two repairs did not hold: the manager has not signed yet."""
        order = self._find_order(15, "shelving_c865")
        claim = self._claim("exchange", order, cases.EXCHANGE_ASKED, 1)
        self._advance(claim, "submit")

    @api.model
    def _return(self):
        """The unit is back and was looked at; the credit note is posted."""
        order = self._find_order(22, "bookcase_b674")
        # The promise sets no fee for use: none was agreed on.
        claim = self._claim("return", order, cases.RETURN, 17, is_fee_agreed=True)
        self._advance(claim, "submit", "approve", "start")
        self._move_goods(claim)
        store = claim.with_user(self._ref("user_storekeeper"))
        store.write(
            {
                "condition": "damaged",
                "condition_note": self._text(cases.RETURN_NOTE),
                "missing_accessories": self._text(cases.SHELF),
                "deduction_amount": 60,
                "deduction_reason": self._text(cases.SHELF_MISSING),
            }
        )
        store.action_inspect()
        claim.with_user(self._ref("user_finance")).action_settle()
        claim.sudo().move_ids.action_post()

    @api.model
    def _compensate(self):
        """More than the service manager may allow: it waits for the general manager."""
        order = self._find_order(12, "shelving_c341")
        claim = self._claim("compensation", order, cases.COMPENSATION, 6, amount=4200)
        self._advance(claim, "submit", "approve")

    @api.model
    def _show_goodwill(self):
        """Out of the outlet's budget of this half-year."""
        today = self._today()
        order = self.env["aftersales.order"].search(
            [
                ("equipment_id", "=", self._ref("unit_1_cabinet_f750").id),
                ("state", "=", "closed"),
            ],
            limit=1,
        )
        self.env["aftersales.goodwill.budget"].create(
            {
                "outlet_id": order.outlet_id.id,
                "date_from": today.replace(month=1, day=1),
                "date_to": today.replace(month=12, day=31),
                "amount": 6000,
            }
        )
        claim = self._claim(
            "goodwill", order, cases.GOODWILL, 3, evidence=False, amount=360
        )
        self._advance(claim, "submit", "approve")
