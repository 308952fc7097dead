from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Command

from . import texts
from .stories import Story

# Months before this one.
BILLED, DISPUTED = 2, 1
# Day of the month, customer, product, symptom, opinion: one visit each.
VISITS = {
    BILLED: (
        (4, 38, "locker_w401", "lock", 0),
        (9, 39, "cabinet_f349", "drawer", 1),
        (16, 36, "rack_r210", "shelf", 0),
        (6, 31, "screen_p486", "start", 1),
        (18, 29, "desk_d320", "screen", 3),
    ),
    DISPUTED: (
        (5, 39, "cabinet_f750", "door", 1),
        (11, 38, "desk_d676", "drawer", 0),
        (20, 36, "locker_w401", "lock", 3),
        (12, 32, "rack_r210", "shelf", 0),
    ),
}
# Paid for, counted by, rate, further criteria.
RATES = (
    ("labour", "each", 80.0, {}),
    ("visit", "each", 15.0, {}),
    ("travel", "each", 30.0, {"km_from": 20.0, "km_to": 60.0}),
    ("travel", "km", 1.2, {"km_from": 60.0}),
    ("parts", "percent", 5.0, {}),
    ("minimum", "each", 100.0, {}),
    ("bonus_opinion", "percent", 10.0, {"opinion": "very_satisfied"}),
    ("bonus_in_time", "each", 8.0, {}),
    ("penalty_opinion", "each", 30.0, {"opinion": "dissatisfied"}),
    ("late", "each", 20.0, {"milestone": "arrive"}),
    ("part_missing", "percent", 50.0, {}),
)
CARDS: tuple[tuple[texts.Text, str, float], ...] = (
    (("Outsourced Service", "外包网点结算标准"), "outsourced", 1.0),
    (("Authorised Service", "授权网点结算标准"), "authorised", 1.1),
)
OBJECTION: texts.Text = (
    "The customer was not at home at first; we drove there twice.",
    "客户第一次不在家，我们跑了两趟。",
)
LABOUR_ASKED = 120.0


class AftersalesDemo(models.AbstractModel):
    """Two months settled with the outlets outside: one billed, one disputed."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_settlements(self):
        start = self._get_month_start(BILLED)
        self.env.company.aftersales_settlement_start = start
        for name, kind, factor in CARDS:
            self._create_card(name, kind, factor, start)
        self._settle_month(BILLED, self._close_month)
        self._settle_month(DISPUTED, self._dispute_month)

    @api.model
    def _get_month_start(self, ago: int):
        return self._today().replace(day=1) - relativedelta(months=ago)

    @api.model
    def _create_card(self, name, kind: str, factor: float, start):
        card = self.env["aftersales.rate.card"].create(
            {
                "name": self._text(name),
                "outlet_kind": kind,
                "valid_from": start,
                "rule_ids": [
                    Command.create(
                        {
                            "kind": paid_for,
                            "basis": basis,
                            "amount": rate if basis == "percent" else rate * factor,
                            **criteria,
                        }
                    )
                    for paid_for, basis, rate, criteria in RATES
                ],
            }
        )
        card.with_user(self._ref("user_finance")).action_put_in_force()

    @api.model
    def _load_settled_visits(self):
        """Work of the months to settle, walked by its steps."""
        demo = self.with_user(self._ref("user_dispatcher")).sudo()
        self.env.company.aftersales_booking_check = "warn"
        taken: set[tuple] = set()
        number = 0
        for ago, visits in VISITS.items():
            for day, customer, product, symptom, opinion in visits:
                date = self._get_month_start(ago).replace(day=day)
                story = Story(
                    "signed",
                    (self._today() - date).days,
                    customer,
                    product,
                    symptom,
                    opinion=opinion,
                    is_goodwill=True,
                )
                demo._play(story, number, taken)
                number += 1
        self.env.company.aftersales_booking_check = "block"

    @api.model
    def _settle_month(self, ago: int, go_on):
        """As the job does, by its batch; it would commit."""
        Settlement = self.env["aftersales.settlement"].sudo()
        first, last = Settlement._get_month(self._get_month_start(ago))
        while Settlement._settle_batch(self.env.company, first, last, 50):
            self.env.flush_all()
        settlements = Settlement.search([("date_from", "=", first)])
        go_on(settlements.with_user(self._ref("user_finance")))

    @api.model
    def _close_month(self, settlements):
        settlements.action_send()
        settlements.action_confirm()
        settlements.action_bill()
        settlements.sudo().bill_id.action_post()

    @api.model
    def _dispute_month(self, settlements):
        """The outlet holds one amount wrong; the others are still to be sent."""
        xiamen = settlements.filtered(
            lambda row: row.sudo().outlet_id == self._ref("outlet_xm")
        )
        xiamen.action_send()
        line = xiamen.sudo().line_ids.filtered(lambda line: line.kind == "labour")[:1]
        line.with_user(self._ref("user_partner"))._dispute(
            self._text(OBJECTION), LABOUR_ASKED
        )
