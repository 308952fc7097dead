from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import rate, rate_card, settlement_flow


class AftersalesRateCard(models.Model):
    """What outlets are paid: rates, for whom and from when to when.

    In force it does not change; a change is a new version. Each visit is paid by the
    card that was in force on the day it was finished.
    """

    _name = "aftersales.rate.card"
    _description = "Rate Card"
    _inherit = ["mail.thread", "aftersales.flow.mixin"]
    _order = "company_id, name, version desc"
    _check_company_auto = True

    _flow_roles = settlement_flow.CARD_ROLES
    # What may still be said of a card in force: its name, and when it ends.
    _OPEN_FIELDS = frozenset({"name", "state", "valid_to", "active"})

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force"), ("retired", "Retired")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "aftersales.rate.card",
        string="Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    valid_from = fields.Date(copy=False, tracking=True, help="Empty: since ever.")
    valid_to = fields.Date(
        string="Valid Until", copy=False, tracking=True, help="This day is included."
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        string="Outlets",
        check_company=True,
        help="Empty: for all that fit.",
    )
    outlet_kind = fields.Selection(
        selection="_selection_outlet_kind",
        string="Kind of Outlet",
        help="Empty: for all kinds.",
    )
    grade = fields.Selection(
        selection="_selection_grade", help="Empty: for all grades."
    )
    rule_ids = fields.One2many("aftersales.rate.card.rule", "card_id", copy=True)
    description = fields.Text(help="What was agreed, in words for the outlet.")

    _validity_order = models.Constraint(
        "CHECK(valid_to >= valid_from)",
        "Rate card: Valid Until must not come before Valid From.",
    )

    @api.model
    def _selection_outlet_kind(self):
        outlet_fields = self.env["aftersales.outlet"]._fields
        return outlet_fields["kind"]._description_selection(self.env)

    @api.model
    def _selection_grade(self):
        outlet_fields = self.env["aftersales.outlet"]._fields
        return outlet_fields["grade"]._description_selection(self.env)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for card in self:
            card.display_name = (
                f"{card.name} (v{card.version})" if card.version > 1 else card.name
            )

    # -- what is in force stays ---------------------------------------------------
    def write(self, vals):
        if any(
            name not in self._OPEN_FIELDS
            and not name.startswith(("message_", "rating"))
            for name in vals
        ):
            self._check_open()
        return super().write(vals)

    def _check_open(self) -> None:
        closed = self.filtered(lambda card: card.state != "draft")
        if closed:
            raise UserError(
                self.env._(
                    "%(cards)s: a rate card in force does not change. Make a new "
                    "version and put that in force.",
                    cards=", ".join(closed.mapped("display_name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_open()

    # -- steps --------------------------------------------------------------------
    def _get_flow(self):
        return settlement_flow.CARD_FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "put_in_force": self.env._("Put in Force"),
            "retire": self.env._("Retire"),
            "new_version": self.env._("New Version"),
        }

    def action_put_in_force(self):
        """From its first day on outlets are paid by it; the version before ends."""
        self._check_step_role("put_in_force")
        self._check_step_possible("put_in_force")
        self._refuse([p for card in self for p in card._get_rule_problems()])
        for card in self.filtered("previous_id"):
            start = card.valid_from or fields.Date.context_today(card)
            card.valid_from = start
            before = card.previous_id
            if not before.valid_to or before.valid_to >= start:
                before.valid_to = max(
                    start - timedelta(days=1), before.valid_from or start
                )
        self._check_clashes()
        self._transition("put_in_force")

    def action_retire(self):
        """Visits from tomorrow on are not paid by it any more."""
        today = fields.Date.context_today(self)
        self._transition("retire")
        for card in self:
            card.valid_to = min(
                card.valid_to or today, max(today, card.valid_from or today)
            )

    def action_new_version(self):
        """A copy to change, which later takes the place of this card."""
        self.ensure_one()
        self._check_step_role("new_version")
        following = self.search(
            [("previous_id", "=", self.id), ("state", "=", "draft")], limit=1
        )
        new = following or self.copy(
            {"name": self.name, "previous_id": self.id, "version": self.version + 1}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    def _get_rule_problems(self) -> list[str]:
        self.ensure_one()
        if not self.rule_ids:
            return [
                self.env._(
                    "%(card)s: add at least one line to Rates first.",
                    card=self.display_name,
                )
            ]
        rules = {rule.id: rule for rule in self.rule_ids}
        return [
            self.env._(
                "%(card)s: “%(one)s” and “%(other)s” are for the same visits; nobody "
                "could say which pays. Make one of them more precise, or delete it.",
                card=self.display_name,
                one=rules[one.key].display_name,
                other=rules[other.key].display_name,
            )
            for one, other in rate.overlapping(
                rule._get_rule() for rule in self.rule_ids
            )
        ]

    def _check_clashes(self) -> None:
        """No outlet may have two cards of the same precision on one day."""
        cards = self | self.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "in", ("in_force", "retired")),
            ]
        )
        problems = []
        for company_cards in cards.grouped("company_id").values():
            by_id = {card.id: card for card in company_cards}
            problems += [
                self.env._(
                    "%(one)s and %(other)s would both pay the same outlets on the same "
                    "days. Change Valid From or Valid Until, or whom one of them is "
                    "for.",
                    one=by_id[one].display_name,
                    other=by_id[other].display_name,
                )
                for one, other in rate_card.clashes(
                    card._get_card() for card in company_cards
                )
                if one in self.ids or other in self.ids
            ]
        self._refuse(problems)

    # -- for the reckoning ----------------------------------------------------------
    def _get_card(self) -> rate_card.Card:
        self.ensure_one()
        return rate_card.Card(
            key=self.id,
            first=self.valid_from or None,
            last=self.valid_to or None,
            outlets=frozenset(self.outlet_ids.ids),
            kind=self.outlet_kind or None,
            grade=self.grade or None,
        )

    @api.model
    def _get_cards(self, company) -> list[rate_card.Card]:
        """Cards that pay some day; retired ones pay the days they were in force on."""
        cards = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "=", company.id),
                    ("state", "in", ("in_force", "retired")),
                ]
            )
        )
        return [card._get_card() for card in cards]
