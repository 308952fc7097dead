from odoo import fields, models
from odoo.exceptions import UserError

OPINIONS = [
    ("very_satisfied", "Very Satisfied"),
    ("satisfied", "Satisfied"),
    ("neutral", "Neutral"),
    ("dissatisfied", "Dissatisfied"),
    ("very_dissatisfied", "Very Dissatisfied"),
]
# Points of an answer by its place on the scale: 5 for the best of five.
POINTS = {name: len(OPINIONS) - place for place, (name, _label) in enumerate(OPINIONS)}
SATISFIED = ("very_satisfied", "satisfied")


class AftersalesDispatch(models.Model):
    """What a visit leaves behind: work, the customer's word, the slip handed in."""

    _inherit = "aftersales.dispatch"

    # -- what was done ------------------------------------------------------------
    outcome = fields.Selection(
        [
            ("solved", "Solved"),
            ("parts_needed", "Parts Needed"),
            ("follow_up", "Another Visit Needed"),
            ("out_of_scope", "Out of Scope"),
            ("not_met", "Customer Not Met"),
        ],
        copy=False,
        tracking=True,
    )
    work_done = fields.Text(
        string="Work Performed",
        copy=False,
        help="The whole solution, explained to the customer and written down (R063).",
    )
    briefing_given = fields.Boolean(
        copy=False, help="The customer was shown correct use and care (R080)."
    )
    opinion = fields.Selection(OPINIONS, copy=False, tracking=True)
    opinion_note = fields.Text(
        string="Customer's Words", copy=False, help="Filled in by the customer (R064)."
    )
    signed_by = fields.Char(copy=False)
    signature = fields.Binary(attachment=True, copy=False)
    signature_refused_reason = fields.Char(copy=False, tracking=True)
    debrief_note = fields.Text(
        string="Debrief",
        copy=False,
        help="What the technician told the dispatcher on return (R066).",
    )
    receipt_ids = fields.One2many(
        "aftersales.equipment.receipt", "dispatch_id", "Equipment Taken"
    )
    line_ids = fields.One2many(
        "aftersales.order.line", "dispatch_id", "Labour and Travel"
    )

    def action_finish(self):
        """End the visit: what was done, and the customer's word on it (R063, R064)."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        problems = [p for dispatch in self for p in dispatch._get_finish_problems()]
        if problems:
            raise UserError("\n".join(problems))
        self._transition("finish")
        self._bring_order_forward()

    def _get_finish_problems(self) -> list[str]:
        self.ensure_one()
        missing = [name for name in ("outcome", "work_done") if not self[name]]
        if self.outcome == "solved":
            needs_signature = self.order_id.needs_signature
            if needs_signature and not (
                self.signature or self.signature_refused_reason
            ):
                missing.append("signature")
            if self.signature and not self.signed_by:
                missing.append("signed_by")
            if self.signature and not self.opinion:
                missing.append("opinion")
        problems = [
            self.env._(
                "%(dispatch)s: fill in %(field)s before “Finish”.",
                dispatch=self.display_name,
                field=self._fields[name]._description_string(self.env),
            )
            for name in missing
        ]
        if self.outcome == "solved" and not self.order_id._is_work_done():
            problems += self.order_id._get_price_problems("repair")
        return problems

    def _bring_order_forward(self) -> None:
        """A solved fault ends the order's work, signed as far as the slip is."""
        for dispatch in self.filtered(
            lambda d: d.outcome in ("solved", "out_of_scope")
        ):
            order = dispatch.order_id
            if not order.solution:
                order.solution = dispatch.work_done
            if dispatch.outcome == "out_of_scope":
                order.is_out_of_scope = True
            if order._can("assess"):
                order.action_assess()
            if order._can("repair"):
                order.action_repair()
            if order._can("sign") and order._is_signed_or_refused():
                order.action_sign()

    def action_hand_in(self):
        """The slip is back at the desk, the technician has reported (R066-R068)."""
        self._check_step_role("hand_in")
        self._check_step_possible("hand_in")
        problems = [
            self.env._(
                "%(dispatch)s: fill in Debrief before “Hand In”.",
                dispatch=dispatch.display_name,
            )
            for dispatch in self
            if not dispatch.debrief_note
        ]
        if problems:
            raise UserError("\n".join(problems))
        self._transition("hand_in")

    def _is_signed_since(self, moment) -> bool:
        """Did the customer sign, or refuse to, for work that ended after ``moment``?"""
        self.ensure_one()
        if moment and (self.finished_at or moment) < moment:
            return False
        return bool(self.signature or self.signature_refused_reason)
