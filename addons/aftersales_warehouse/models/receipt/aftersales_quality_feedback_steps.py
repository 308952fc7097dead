from odoo import fields, models
from odoo.exceptions import AccessError

ACTIVITY = "aftersales_warehouse.activity_type_quality_feedback"
# Facts that were reported are not rewritten; what is decided, head office writes.
FACTS = frozenset(
    {
        *("product_id", "lot_id", "lot_name", "quantity", "kind", "outlet_id"),
        *("picking_id", "move_id", "location_id", "reported_by_id"),
    }
)
DECISION = frozenset({"liability", "decision_note", "driver_id"})
SETTLEMENT = frozenset({"disposition", "cost"})
# Bad goods became so by something.
CAUSED = frozenset({"damaged", "quality"})


class AftersalesQualityFeedback(models.Model):
    """Reported to finance and head office, decided on, settled (R205, R235)."""

    _inherit = "aftersales.quality.feedback"

    def write(self, vals):
        if not (self.env.su or self._is_in_step()):
            self._check_frozen(vals)
        return super().write(vals)

    def _check_frozen(self, vals: dict) -> None:
        """Who may change what: facts in draft, the rest by those who decide."""
        if DECISION.intersection(vals):
            self._check_step_role("decide")
        if SETTLEMENT.intersection(vals):
            self._check_step_role("settle")
        frozen = {
            "reported": FACTS,
            "decided": FACTS | DECISION | {"cause"},
            "settled": FACTS | DECISION | SETTLEMENT | {"cause", "description"},
            "cancelled": FACTS | DECISION | SETTLEMENT | {"cause", "description"},
        }
        problems = [
            self.env._(
                "%(feedback)s is in state “%(state)s”: %(fields)s cannot be changed "
                "any more.",
                feedback=feedback.name,
                state=dict(self._fields["state"]._description_selection(self.env))[
                    feedback.state
                ],
                fields=", ".join(
                    self._fields[name]._description_string(self.env)
                    for name in sorted(names)
                ),
            )
            for feedback in self
            if (names := frozen.get(feedback.state, frozenset()).intersection(vals))
        ]
        if problems:
            raise AccessError("\n".join(problems))

    # -- steps -----------------------------------------------------------------------

    def action_report(self):
        """The goods are put apart; finance and head office are told."""
        self._check_step_role("report")
        self._check_step_possible("report")
        feedbacks = self.sudo()
        feedbacks._put_apart()
        feedbacks._transition("report")
        feedbacks._tell()

    def action_decide(self):
        """Who bears it: the goods go into his care."""
        self._check_step_role("decide")
        self._check_step_possible("decide")
        self._refuse(
            [
                self.env._(
                    "%(feedback)s: fill in Cause and Borne By before “Decide”.",
                    feedback=feedback.name,
                )
                for feedback in self
                if not feedback.liability
                or (feedback.kind in CAUSED and not feedback.cause)
            ]
        )
        feedbacks = self.sudo()
        feedbacks._move_to_keeper()
        feedbacks._transition("decide", decided_by_id=self.env.uid)
        feedbacks._drop_activities()

    def action_settle(self):
        """What became of the goods; the outlet pays for what it answers for (R234)."""
        self._check_step_role("settle")
        self._check_step_possible("settle")
        self._refuse(
            [
                self.env._(
                    "%(feedback)s: fill in What Became of It before “Close the Case”.",
                    feedback=feedback.name,
                )
                for feedback in self
                if not feedback.disposition
            ]
        )
        feedbacks = self.sudo()
        feedbacks._dispose()
        feedbacks._charge_outlets()
        feedbacks._transition("settle")

    def action_cancel(self):
        """It was no difference after all."""
        self._check_step_role("cancel")
        self._transition("cancel")
        self.sudo()._drop_activities()

    # -- told ------------------------------------------------------------------------

    def _tell(self) -> None:
        """Finance supervisor by activity, with the service manager if it is serious;
        head office by mail. What is serious is followed up beyond these goods."""
        finance = self.env.ref("aftersales_service.group_finance").sudo()
        manager = self.env.ref("aftersales_service.group_service_manager").sudo()
        vals_list = []
        for company, feedbacks in self.grouped("company_id").items():
            told = company._find_first_user(finance)
            serious = company._find_first_user(manager)
            for feedback in feedbacks:
                people = told | serious if feedback.is_serious else told
                vals_list += [feedback._prepare_activity_vals(user) for user in people]
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            vals_list
        )
        self._write_to_head_office()
        Finding = self.env["aftersales.finding"]
        for feedback in self.filtered("is_serious"):
            facts = feedback.description or feedback.display_name
            Finding._on_finding(feedback, "warehouse", feedback.display_name, facts)

    def _prepare_activity_vals(self, user) -> dict:
        words = self.with_context(lang=user.lang).env
        return {
            "activity_type_id": self.env.ref(ACTIVITY).id,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "user_id": user.id,
            "automated": True,
            "summary": words._("Serious accident: look at once")
            if self.is_serious
            else words._("Look at what differs from the delivery note"),
            "date_deadline": fields.Date.context_today(self),
        }

    def _write_to_head_office(self) -> None:
        """Serious ones and those of a receipt, one message a feedback."""
        for feedback in self:
            addressee = feedback.company_id.aftersales_quality_partner_id
            if addressee:
                feedback.message_post(
                    body=self.env._(
                        "Quality feedback %(feedback)s of %(outlet)s: %(quantity)s "
                        "%(unit)s.",
                        feedback=feedback.display_name,
                        outlet=feedback.outlet_id.name,
                        quantity=feedback.quantity,
                        unit=feedback.product_uom_id.name,
                    ),
                    partner_ids=addressee.ids,
                    subtype_xmlid="mail.mt_comment",
                )

    def _drop_activities(self) -> None:
        self.activity_unlink([ACTIVITY])
