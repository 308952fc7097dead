from odoo import api, fields, models
from odoo.exceptions import UserError

from ..flow_mixin import STEP

# What may be done about a complaint (ISO 10002, 7.6 and 7.7).
REMEDIES = [
    ("refund", "Refund"),
    ("replacement", "Replacement"),
    ("repair", "Repair or Rework"),
    ("substitute", "Substitute"),
    ("help", "Technical Help"),
    ("information", "Explanation"),
    ("referral", "Referral"),
    ("financial", "Financial Help"),
    ("other_help", "Other Help"),
    ("compensation", "Compensation"),
    ("apology", "Apology"),
    ("gift", "Gift"),
    ("change", "Change of Product or Process"),
]
# What a complainant answers is not changed afterwards.
HELD = ("complaint_id", "state", "made_at", "made_by_id", "answered_at", "answer_note")


class AftersalesComplaintOffer(models.Model):
    """What a complainant is offered, and what he says to it."""

    _name = "aftersales.complaint.offer"
    _description = "Offer on a Complaint"
    _order = "id desc"
    _check_company_auto = True

    complaint_id = fields.Many2one(
        "aftersales.complaint", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(REMEDIES, required=True, default="information")
    amount = fields.Monetary(help="What the complainant gets in money.")
    description = fields.Text(
        required=True, help="What is offered, as the complainant was told."
    )
    state = fields.Selection(
        [
            ("made", "Offer Made"),
            ("accepted", "Offer Accepted"),
            ("rejected", "Rejected"),
        ],
        default="made",
        required=True,
        readonly=True,
    )
    made_at = fields.Datetime(
        string="Offered", readonly=True, default=fields.Datetime.now
    )
    made_by_id = fields.Many2one(
        "res.users",
        string="Offered By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    answered_at = fields.Datetime(string="Answered", readonly=True)
    answer_note = fields.Text(
        string="Reason", readonly=True, help="Why the complainant rejects it."
    )
    done_at = fields.Datetime(string="Done", readonly=True)
    is_done = fields.Boolean(compute="_compute_is_done", help="Carried out.")

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "The amount of an offer is not negative."
    )

    @api.depends("kind", "amount", "currency_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for offer in self:
            name = labels.get(offer.kind, "")
            if offer.amount:
                name = f"{name} {offer.currency_id.format(offer.amount)}"
            offer.display_name = name

    @api.depends("done_at")
    def _compute_is_done(self):
        """A word is given with the answer; a deed is marked when it is done."""
        for offer in self:
            offer.is_done = bool(offer.done_at) or offer.kind in (
                *("information", "apology", "referral"),
            )

    @api.model
    def _make(self, vals_list: list[dict]):
        """Offers of an answer that is given just now."""
        complaints = self.env["aftersales.complaint"]
        complaints._refuse(
            [
                self.env._("Write down what is offered, as the complainant is told it.")
                for vals in vals_list
                if not (vals.get("description") or "").strip()
            ]
        )
        made = {
            "state": "made",
            "made_at": complaints._get_step_moment(),
            "made_by_id": self.env.uid,
        }
        offers = self.sudo().with_context(_aftersales_step=STEP)
        offers.create([{**vals, **made} for vals in vals_list])

    def _answer(self, state: str, note: str = "") -> None:
        self.with_context(_aftersales_step=STEP).write(
            {
                "state": state,
                "answered_at": self.complaint_id._get_step_moment(),
                "answer_note": note or False,
            }
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_in_step()
        return super().create(vals_list)

    def write(self, vals):
        self._check_in_step()
        return super().write(vals)

    def _check_in_step(self) -> None:
        if self.env.context.get("_aftersales_step") is not STEP:
            raise UserError(
                self.env._(
                    "An offer is made with the answer to the complaint (“Give Answer”) "
                    "and stays as the complainant was told it. Give a new answer."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What a complainant was offered stays on the file."))

    def action_done(self):
        """What was accepted is carried out."""
        self.complaint_id._check_step_role("execute")
        waiting = self.filtered(lambda offer: offer.state != "accepted")
        if waiting:
            raise UserError(
                self.env._(
                    "Not accepted yet: %(offers)s.",
                    offers=", ".join(waiting.mapped("display_name")),
                )
            )
        self._mark_done()

    def _mark_done(self) -> None:
        self.sudo().with_context(_aftersales_step=STEP).write(
            {"done_at": self.complaint_id._get_step_moment()}
        )
