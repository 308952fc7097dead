from odoo import api, fields, models

from ...tools import order_flow

ACTIVITY = "aftersales_service.activity_type_help"


class AftersalesOrder(models.Model):
    """Who cannot solve it alone asks at once, and is answered (R050, R060, R077).

    The fields hold the last question; a later one opens anew. Earlier ones stand in
    the history.
    """

    _inherit = "aftersales.order"

    help_kind = fields.Selection(
        [("help", "Technical Help"), ("quality", "Quality Problem")],
        string="Kind of Help",
        readonly=True,
        copy=False,
    )
    # Between colleagues: a customer reads his order, not these.
    help_note = fields.Text(
        string="Question",
        readonly=True,
        copy=False,
        groups="aftersales_service.group_reader",
    )
    help_answer = fields.Text(
        string="Answer to Question",
        readonly=True,
        copy=False,
        groups="aftersales_service.group_reader",
    )
    help_user_id = fields.Many2one(
        "res.users",
        string="Asked By",
        readonly=True,
        copy=False,
        groups="aftersales_service.group_reader",
    )
    help_requested_at = fields.Datetime(
        string="Help Requested", readonly=True, copy=False, index="btree_not_null"
    )
    help_answered_at = fields.Datetime(
        string="Help Answered", readonly=True, copy=False
    )
    is_help_open = fields.Boolean(
        string="Waiting for Help", compute="_compute_is_help_open"
    )

    @api.depends("help_requested_at", "help_answered_at")
    def _compute_is_help_open(self):
        for order in self:
            order.is_help_open = order.help_requested_at and not order.help_answered_at

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            **super()._get_step_labels(),
            "ask_help": self.env._("Ask for Help"),
            "answer_help": self.env._("Answer"),
        }

    def _ask_for_help(self, note: str, kind: str = "help") -> None:
        """Put a question to the outlet's manager; one still open is replaced."""
        self._check_step_role("ask_help")
        self._refuse(
            [
                self.env._(
                    "%(order)s: write down what the question is before “Ask for Help”.",
                    order=order.display_name,
                )
                for order in self
                if not (note or "").strip()
            ]
            + [
                self.env._(
                    "%(order)s: nothing is left to ask about, the order is over.",
                    order=order.display_name,
                )
                for order in self
                if order.state in order_flow.DONE_STATES
            ]
        )
        self.write(
            {
                "help_kind": kind,
                "help_note": note,
                "help_answer": False,
                "help_user_id": self.env.uid,
                "help_requested_at": self._get_step_moment(),
                "help_answered_at": False,
            }
        )
        label = dict(self._fields["help_kind"]._description_selection(self.env))[kind]
        for order in self:
            order.message_post(
                body=self.env._("%(kind)s: %(note)s", kind=label, note=note),
                subtype_xmlid="mail.mt_note",
            )
            responsible = order._get_helper()
            if responsible:
                order.activity_schedule(
                    ACTIVITY, summary=label, note=note, user_id=responsible.id
                )

    def _answer_help(self, answer: str) -> None:
        """Answer the open question and tell the one who asked."""
        self._check_step_role("answer_help")
        self._refuse(
            [
                self.env._("%(order)s: no question is open.", order=order.display_name)
                for order in self
                if not order.is_help_open
            ]
            + [
                self.env._(
                    "%(order)s: write down the answer before “Answer”.",
                    order=order.display_name,
                )
                for order in self
                if not (answer or "").strip()
            ]
        )
        self.write({"help_answer": answer, "help_answered_at": self._get_step_moment()})
        self.activity_feedback([ACTIVITY], feedback=answer)
        for order in self:
            order.message_post(
                body=self.env._("Answer: %(answer)s", answer=answer),
                partner_ids=order.help_user_id.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )

    def _get_helper(self):
        """Manager of the outlet, else the first service manager of the company."""
        self.ensure_one()
        return self.outlet_id.manager_id or self._get_first_service_manager(
            self.company_id
        )

    @api.model
    def _get_first_service_manager(self, company):
        group = self.env.ref("aftersales_service.group_service_manager").sudo()
        managers = group.all_user_ids.filtered(
            lambda user: user.active and company in user.company_ids
        )
        return managers.sorted("id")[:1].sudo(False)
