from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import register_flow

ACTIVITY = "aftersales_audit.activity_type_suggestion"
#: What was handed in stays as it was once somebody judged it.
HANDED_IN = frozenset({"title", "problem", "proposal", "kind", "author_id", "order_id"})
#: For those to write who answer.
ANSWER = frozenset({"outcome", "effect"})


class AftersalesSuggestion(models.Model):
    """What somebody of the staff would do better, and what became of it (R322)."""

    _name = "aftersales.suggestion"
    _description = "Suggestion"
    _inherit = ["aftersales.register.mixin"]
    _order = "create_date desc, id desc"

    _flow_roles = register_flow.SUGGESTION_ROLES
    _flow_moments = {
        "accepted": "answered_at",
        "declined": "answered_at",
        "done": "done_at",
    }
    _stamps = frozenset({"answered_at", "done_at"})
    _step_needs = {
        "accept": ("outcome",),
        "decline": ("outcome",),
        "carry_out": ("effect",),
    }

    state = fields.Selection(
        [
            ("handed_in", "Handed In"),
            ("accepted", "Adopted"),
            ("declined", "Declined"),
            ("done", "Carried Out"),
        ],
        default="handed_in",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("product", "Quality of the Product"),
            ("service", "Service"),
            ("process", "How We Work"),
            ("safety", "Safety"),
        ],
        string="About",
        required=True,
        default="product",
    )
    author_id = fields.Many2one(
        "res.users",
        string="Suggested By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    user_id = fields.Many2one(
        string="Answered By",
        default=lambda self: self._get_default_answerer(),
    )
    order_id = fields.Many2one(
        "aftersales.order",
        check_company=True,
        index="btree_not_null",
        help="The job where it was noticed.",
    )
    product_id = fields.Many2one("product.product", index="btree_not_null")
    problem = fields.Text(string="What Was Noticed", required=True)
    proposal = fields.Text(string="What Is Suggested", required=True)
    outcome = fields.Text(string="Answer to Whoever Suggested It", copy=False)
    effect = fields.Text(string="What It Brought", copy=False)
    answered_at = fields.Datetime(string="Answered On", readonly=True, copy=False)
    done_at = fields.Datetime(string="Carried Out On", readonly=True, copy=False)

    @api.model
    def _get_default_answerer(self):
        return self.env.company.aftersales_service_manager_id or self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get(name) for vals in vals_list for name in ANSWER):
            self._check_step_role("accept")
        suggestions = super().create(vals_list)
        for suggestion in suggestions:
            # Whoever suggests need not be one who gives others work.
            suggestion.sudo().activity_schedule(
                ACTIVITY, user_id=suggestion.user_id.id, summary=suggestion.title
            )
        return suggestions

    def write(self, vals):
        if ANSWER & vals.keys():
            self._check_step_role("accept")
        if HANDED_IN & vals.keys():
            answered = self.filtered(lambda one: one.state != "handed_in")
            if answered:
                raise UserError(
                    self.env._(
                        "%(suggestions)s: was answered; what was handed in stays as it "
                        "is.",
                        suggestions=", ".join(answered.mapped("display_name")),
                    )
                )
        return super().write(vals)

    def _get_flow(self):
        return register_flow.SUGGESTION

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "accept": self.env._("Adopt"),
            "decline": self.env._("Decline"),
            "carry_out": self.env._("Carried Out"),
        }

    def action_accept(self):
        self._transition("accept")
        self._tell_author()

    def action_decline(self):
        """With a reason, which goes to whoever suggested it."""
        self._transition("decline")
        self._tell_author()

    def action_carry_out(self):
        self._transition("carry_out")
        self._tell_author()

    def _tell_author(self) -> None:
        self.sudo().activity_unlink([ACTIVITY])
        for suggestion in self:
            suggestion.message_post(
                body=suggestion.effect or suggestion.outcome,
                partner_ids=suggestion.author_id.partner_id.ids,
            )
