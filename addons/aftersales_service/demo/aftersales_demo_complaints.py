from odoo import api, models
from odoo.fields import Command

from ..models.flow_mixin import DeviceTime
from . import complaint_words as words

GRADES = dict.fromkeys(("severity", "safety", "complexity", "impact"), "1")


class AftersalesDemo(models.AbstractModel):
    """A complaint of each level: new, closed with feedback, repeated, with somebody
    hurt, and one whose answer was rejected."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_complaints(self):
        company = self.env.company
        company.aftersales_complaint_user_id = self._ref("user_dispatcher")
        orders = self.env["aftersales.order"].search(
            [
                ("outlet_id", "!=", False),
                ("equipment_id", "!=", False),
                ("state", "in", ("signed", "settled", "closed")),
            ],
            order="received_at desc, id desc",
            limit=5,
        )
        self._complain_of_delay(orders[0])
        self._complain_of_conduct(orders[1])
        self._complain_again(orders[2])
        self._complain_of_injury(orders[3])
        self._reject_answer(orders[4])

    @api.model
    def _complain(self, order, category, title, text, days: int, **vals):
        """A complaint received so many days ago."""
        return self.env["aftersales.complaint"]._register_complaints(
            [
                {
                    "title": self._text(title),
                    "description": self._text(text),
                    "order_id": order.id,
                    "category_id": self.env.ref(
                        f"aftersales_service.complaint_category_{category}"
                    ).id,
                    "received_at": self._moment(-days, 540),
                    **vals,
                }
            ]
        )

    @api.model
    def _at(self, complaint, days: int, minutes: int = 600):
        """The complaint with the one responsible, at a moment of the past."""
        moment = DeviceTime(self._moment(-days, minutes))
        return complaint.with_user(complaint.user_id).with_context(
            _aftersales_device_time=moment
        )

    @api.model
    def _get_offer(self, complaint, days: int):
        """What the complainant accepted, in the same hands."""
        return self._at(complaint, days).offer_ids.filtered(
            lambda offer: offer.state == "accepted"
        )

    @api.model
    def _assess_complaint(self, complaint, days: int, **grades):
        self._at(complaint, days).action_take()
        self._at(complaint, days).action_acknowledge()
        complaint.write({**GRADES, **grades})
        self._at(complaint, days, 660).action_assess()
        self._at(complaint, days).action_take()

    @api.model
    def _answer_complaint(
        self, complaint, days: int, finding: str, kind: str, text, **v
    ):
        offer = {"kind": kind, "description": self._text(text), **v}
        self._at(complaint, days)._propose(finding, [offer])

    @api.model
    def _end_complaint(self, complaint, days: int, satisfaction: str):
        handler = self._at(complaint, days, 720)
        handler.action_resolve()
        handler._feed_back("phone", self._text(words.CONTENT), satisfaction)
        handler.action_close()

    @api.model
    def _complain_of_delay(self, order):
        """This morning by phone: nobody has taken it up yet."""
        self._complain(order, "delay", words.DELAY, words.DELAY_TEXT, 0)

    @api.model
    def _complain_of_conduct(self, order):
        """Upheld, with an apology, told and closed."""
        complaint = self._complain(
            order, "conduct", words.CONDUCT, words.CONDUCT_TEXT, 20, channel="letter"
        )
        self._assess_complaint(complaint, 20)
        complaint.write(
            {
                "cause": self._text(words.CONDUCT_CAUSE),
                "lesson": self._text(words.CONDUCT_LESSON),
            }
        )
        self._answer_complaint(complaint, 19, "upheld", "apology", words.SORRY)
        self._at(complaint, 19, 660).action_accept()
        self._end_complaint(complaint, 18, "4")

    @api.model
    def _complain_again(self, order):
        """The same customer with the same matter again: the branch manager has it."""
        matter = (order, "quality_service", words.REPAIR, words.REPAIR_TEXT)
        first = self._complain(*matter, 40)
        self._assess_complaint(first, 40)
        self._answer_complaint(first, 39, "upheld", "repair", words.REPAIR_OFFER)
        self._at(first, 39, 660).action_accept()
        self._get_offer(first, 38).action_done()
        self._end_complaint(first, 37, "3")
        again = self._complain(*matter, 2, channel="return_visit")
        self._assess_complaint(again, 2)
        self._at(again, 1).action_investigate()

    @api.model
    def _complain_of_injury(self, order):
        """The general manager has answered; the compensation is on its way."""
        injury = self.env.ref("aftersales_service.complaint_criterion_injury")
        complaint = self._complain(
            order,
            "safety",
            words.INJURY,
            words.INJURY_TEXT,
            6,
            criterion_ids=[Command.set(injury.ids)],
        )
        self._assess_complaint(complaint, 6, severity="3", safety="3", impact="2")
        complaint.investigation = self._text(words.INJURY_FOUND)
        self._answer_complaint(
            complaint, 4, "upheld", "compensation", words.INJURY_OFFER, amount=3600
        )
        self._at(complaint, 3).action_accept()
        self._get_offer(complaint, 3).action_create_claim()

    @api.model
    def _reject_answer(self, order):
        """He rejects the answer; the inspector mediates."""
        complaint = self._complain(
            order, "charging", words.CHARGE, words.CHARGE_TEXT, 9, channel="email"
        )
        self._assess_complaint(complaint, 9)
        self._answer_complaint(
            complaint, 8, "not_upheld", "information", words.CHARGE_OFFER
        )
        self._at(complaint, 7)._reject(self._text(words.CHARGE_REJECTED))
        self._at(complaint, 6)._mediate(
            {
                "mediator_id": self._ref("user_inspector").id,
                "date_start": self._moment(-6, 600).date(),
                "position_customer": self._text(words.CHARGE_POSITION),
            }
        )
