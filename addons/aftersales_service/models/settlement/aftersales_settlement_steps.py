from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import rate

SENT = "aftersales_service.mail_template_settlement_sent"


class AftersalesSettlement(models.Model):
    """The way of a settlement: sent, answered within a clock, confirmed."""

    _inherit = "aftersales.settlement"

    def action_compute(self):
        """Reckon the month anew, from what is known now."""
        self._check_step_role("compute")
        self._check_step_possible("compute")
        self.sudo()._reckon()

    def action_send(self):
        """Let the outlet read its month; its clock runs from now on."""
        self._check_step_role("send")
        self._check_step_possible("send")
        settlements = self.sudo()
        self._refuse(
            [
                self.env._(
                    "%(settlement)s: fill in Address of outlet %(outlet)s first.",
                    settlement=settlement.display_name,
                    outlet=settlement.outlet_id.display_name,
                )
                for settlement in settlements
                if not settlement.partner_id
            ]
        )
        settlements._transition("send")
        settlements._start_clock()
        settlements._tell_outlets(SENT)

    def _start_clock(self) -> None:
        today = fields.Date.context_today(self)
        for company, settlements in self.grouped("company_id").items():
            due = today + timedelta(company.aftersales_settlement_answer_days)
            notice = timedelta(company.aftersales_settlement_remind_days)
            settlements.write(
                {
                    "sent_at": fields.Datetime.now(),
                    "due_date": due,
                    "remind_date": due - notice,
                    "reminded_at": False,
                }
            )

    def action_answer(self):
        """All disputes are answered: the outlet looks at it again, with a new clock."""
        self._check_step_role("answer")
        self._check_step_possible("answer")
        self._refuse(
            [
                self.env._(
                    "%(settlement)s: %(count)s disputed lines have no answer yet.",
                    settlement=settlement.display_name,
                    count=settlement.dispute_count,
                )
                for settlement in self
                if settlement.dispute_count
            ]
        )
        settlements = self.sudo()
        settlements._transition("answer")
        settlements._start_clock()
        settlements._tell_outlets(SENT)

    def action_confirm(self):
        """The outlet, or head office on its word, agrees to the figures."""
        self._check_outlet_step("confirm")
        settlements = self.sudo()
        settlements._check_step_possible("confirm")
        settlements._confirm(is_tacit=False)
        for settlement in settlements:
            settlement.message_post(body=self.env._("The figures are agreed to."))

    def _confirm(self, is_tacit: bool) -> None:
        self._transition(
            "confirm", confirmed_at=fields.Datetime.now(), is_tacit=is_tacit
        )

    def _check_outlet_step(self, step: str) -> None:
        """A step for the outlet's own people: on the portal or in the office."""
        self.check_access("read")
        self._check_step_role(step)

    def action_cancel(self):
        """Give everything back: visits and deductions come up again."""
        self._check_step_role("cancel")
        self._check_step_possible("cancel")
        settlements = self.sudo()
        settlements._drop_lines()
        settlements._transition("cancel")

    def action_add_correction(self):
        """Add a line by hand, with its reason."""
        self.ensure_one()
        self._check_step_role("correct")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add Correction"),
            "res_model": "aftersales.settlement.correction",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_settlement_id": self.id},
        }

    def _add_correction(self, amount: float, reason: str, dispatch=None):
        """A line by hand; of a settlement that was sent already, in the next one.

        :return: the line
        """
        self.ensure_one()
        if not self._may_manage():
            raise AccessError(
                self.env._(
                    "Corrections are for finance supervisors and service managers."
                )
            )
        settlement = self.sudo()
        if dispatch and dispatch.sudo().outlet_id != settlement.outlet_id:
            raise UserError(
                self.env._(
                    "%(settlement)s: %(visit)s is a visit of another outlet.",
                    settlement=settlement.display_name,
                    visit=dispatch.display_name,
                )
            )
        is_open = settlement._can("compute")
        amount = settlement.currency_id.round(amount)
        line = settlement.line_ids.create(
            {
                "settlement_id": is_open and settlement.id,
                "company_id": settlement.company_id.id,
                "outlet_id": settlement.outlet_id.id,
                "currency_id": settlement.currency_id.id,
                "kind": rate.CORRECTION,
                "day": fields.Date.context_today(self),
                "dispatch_id": dispatch and dispatch.id,
                "order_id": dispatch and dispatch.sudo().order_id.id,
                "quantity": 1.0,
                "price_unit": amount,
                "amount": amount,
                "is_deduction": amount < 0,
                "note": reason,
            }
        )
        settlement.message_post(
            body=self.env._(
                "Correction of %(amount)s: %(reason)s",
                amount=settlement.currency_id.format(amount),
                reason=reason,
            )
            if is_open
            else self.env._(
                "Correction of %(amount)s, for the next month: %(reason)s",
                amount=settlement.currency_id.format(amount),
                reason=reason,
            )
        )
        return line

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_settlement_line_action"
        )
        return {
            **action,
            "views": [(False, "list"), (False, "pivot"), (False, "form")],
            "domain": [("settlement_id", "=", self.id)],
            "context": {},
        }

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
