from odoo import models
from odoo.tools import format_datetime

from ...tools import complaint_flow
from .aftersales_complaint_feedback import SATISFACTION

TEMPLATE = "aftersales_service.mail_template_complaint"
# Steps that the complainant hears of; where it leads is on his page.
TOLD_STEPS = ("acknowledge", "propose", "resolve")
CONTENT = ("5", "4")


class AftersalesComplaint(models.Model):
    """What the complainant sees of his complaint, and what he says to it there.

    His page writes with raised rights and as the visitor, so that the history names
    him; each of these methods looks for itself whether the step is open to him.
    """

    _inherit = "aftersales.complaint"

    # -- told -----------------------------------------------------------------------
    def _transition(self, step: str, **values) -> None:
        result = super()._transition(step, **values)
        if step in TOLD_STEPS:
            self._tell_complainants()
        return result

    def _tell_complainants(self) -> None:
        """A mail that there is news, and where; what it is stands on the page."""
        reachable = self.sudo().filtered("contact_email")
        if reachable:
            reachable._portal_ensure_tokens()
            self.env.ref(TEMPLATE).sudo().send_mail_batch(reachable.ids)

    def _portal_ensure_tokens(self) -> None:
        for complaint in self:
            complaint._portal_ensure_token()

    # -- shown ----------------------------------------------------------------------
    def _get_customer_state(self) -> str:
        """Where his complaint stands, in a complainant's words."""
        self.ensure_one()
        return {
            "received": self.env._("Complaint Received"),
            "acknowledged": self.env._("Complaint Received"),
            "assessed": self.env._("Being Looked Into"),
            "investigating": self.env._("Being Looked Into"),
            "proposed": self.env._("Your Answer, Please"),
            "accepted": self.env._("Being Carried Out"),
            "executing": self.env._("Being Carried Out"),
            "rejected": self.env._("Being Looked Into Anew"),
            "escalated": self.env._("Being Looked Into Anew"),
            "mediation": self.env._("In Mediation"),
            "external": self.env._("Before an Outside Body"),
            "resolved": self.env._("Solved"),
            "closed": self.env._("Closed"),
            "withdrawn": self.env._("Withdrawn"),
            "cancelled": self.env._("No Complaint"),
        }[self.state]

    def _get_timeline(self) -> list[dict]:
        """What has happened and what is to come: label, moment, is it done."""
        self.ensure_one()
        rows = [
            (self.env._("Complaint Received"), self.received_at),
            (self.env._("Acknowledged"), self.acknowledged_at),
            (self.env._("Looked Into"), self.assessed_at),
            (self.env._("Answered"), self.answered_at),
            (self.env._("Solved"), self.resolved_at),
        ]
        if self.withdrawn_at:
            rows.append((self.env._("Withdrawn"), self.withdrawn_at))
        else:
            rows.append((self.env._("Closed"), self.closed_at))
        return [
            {
                "label": label,
                "is_done": bool(moment),
                "moment": moment and format_datetime(self.env, moment) or "",
            }
            for label, moment in rows
        ]

    def _get_customer_steps(self) -> set[str]:
        """What the complainant may do now on his page."""
        self.ensure_one()
        steps = {
            step
            for step in ("accept", "reject", "withdraw", "reopen")
            if complaint_flow.FLOW.can(step, self.state)
        }
        if self.state == "resolved":
            # Solved is not withdrawn: he says whether it is.
            steps.discard("withdraw")
        if self.state in ("resolved", "closed") and not self.satisfaction:
            steps.add("judge")
        return steps

    # -- said -----------------------------------------------------------------------
    def _customer_accept(self, _words: str = "") -> None:
        self.action_accept()
        self._note_answer(self.env._("He accepts our answer."))

    def _customer_reject(self, words: str) -> None:
        self._reject(words)
        self._note_answer(self.env._("He rejects our answer: %(words)s", words=words))

    def _customer_withdraw(self, words: str) -> None:
        self._withdraw(words)

    def _customer_reopen(self, words: str) -> None:
        self._reopen(words)

    def _customer_judge(self, satisfaction: str, words: str) -> None:
        """He read the result and says what he thinks of it; with his content the
        complaint is over."""
        self.ensure_one()
        if satisfaction not in dict(SATISFACTION):
            self._refuse([self.env._("Please choose one of the five answers.")])
        if self.state == "closed":
            self._in_step().satisfaction = satisfaction
        else:
            self._feed_back("portal", words, satisfaction)
        if self.state == "resolved" and satisfaction in CONTENT:
            self.action_close()
            return
        label = dict(self._fields["satisfaction"]._description_selection(self.env))
        self._note_answer(
            self.env._(
                "%(mark)s with how it was handled. %(words)s",
                mark=label[satisfaction],
                words=words,
            )
        )

    def _note_answer(self, body: str) -> None:
        """The handler reads at once what the complainant said on his page."""
        for complaint in self:
            complaint.message_post(
                body=complaint.env._(
                    "The complainant, on his page: %(words)s", words=body
                ),
                partner_ids=complaint.user_id.partner_id.ids,
                author_id=complaint._get_speaker().id,
                subtype_xmlid="mail.mt_note",
            )

    def _get_speaker(self):
        """Who speaks: the visitor who is logged in, else the customer."""
        self.ensure_one()
        user = self.env.user
        if user._is_public() and self.partner_id:
            return self.partner_id
        return user.partner_id
