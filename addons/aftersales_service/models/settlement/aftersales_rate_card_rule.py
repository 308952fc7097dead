from math import inf

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import rate
from ..dispatch.aftersales_dispatch_visit import OPINIONS

RULE_KINDS = [
    (rate.LABOUR, "Labour"),
    (rate.VISIT, "Visit"),
    (rate.TRAVEL, "Travel"),
    (rate.PARTS, "Parts Handling"),
    (rate.MINIMUM, "Minimum for a Visit"),
    (rate.BONUS_OPINION, "Bonus for the Opinion"),
    (rate.BONUS_IN_TIME, "Bonus for Being in Time"),
    (rate.PENALTY_OPINION, "Penalty for the Opinion"),
    (rate.GUARANTEE, "Guaranteed for a Month"),
    (rate.LATE, "Promise Missed"),
    (rate.PART_MISSING, "Part Not Returned"),
    (rate.COMPLAINT, "Complaint Upheld"),
]
OF_OPINION = (rate.BONUS_OPINION, rate.PENALTY_OPINION)


class AftersalesRateCardRule(models.Model):
    """One rate: what is paid or taken off, how it counts, and for which visits."""

    _name = "aftersales.rate.card.rule"
    _description = "Rate"
    _order = "card_id, kind, sequence, km_from, id"
    _check_company_auto = True

    card_id = fields.Many2one(
        "aftersales.rate.card", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="card_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="card_id.currency_id")
    sequence = fields.Integer(default=10, aggregator=None)
    kind = fields.Selection(
        RULE_KINDS, string="Paid For", required=True, default=rate.LABOUR
    )
    basis = fields.Selection(
        [
            (rate.EACH, "Each Time"),
            (rate.HOUR, "Hour"),
            (rate.KM, "Kilometre"),
            (rate.PART, "Part"),
            (rate.PERCENT, "Percent"),
        ],
        string="Counted By",
        required=True,
        compute="_compute_basis",
        store=True,
        readonly=False,
        precompute=True,
        help="Percent: of the value of the parts, or of what the visit pays.",
    )
    amount = fields.Float(
        string="Rate",
        digits="Product Price",
        aggregator=None,
        help="In the currency of the card before tax, or percent. Penalties and "
        "deductions are entered without a minus.",
    )
    fault_id = fields.Many2one(
        "aftersales.fault.code",
        index="btree_not_null",
        help="Symptom, cause or remedy, with all below it. Empty: for all.",
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Product Category",
        index="btree_not_null",
        help="With all below it. Empty: for all.",
    )
    order_type_id = fields.Many2one(
        "aftersales.order.type", index="btree_not_null", help="Empty: for all."
    )
    grade = fields.Selection(
        selection="_selection_grade", help="Grade of the outlet. Empty: for all."
    )
    km_from = fields.Float(
        string="Beyond (km)",
        aggregator=None,
        help="Kilometres up to here are not in this band.",
    )
    km_to = fields.Float(
        string="Up To (km)", aggregator=None, help="0: no limit. Bands add up."
    )
    opinion = fields.Selection(OPINIONS)
    milestone = fields.Selection(
        selection="_selection_milestone",
        string="Promise",
        help="Empty: every promise that the outlet can keep or miss.",
    )

    _amount_not_negative = models.Constraint(
        "CHECK(amount >= 0)", "A rate is entered without a minus."
    )
    _km_order = models.Constraint(
        "CHECK(km_from >= 0 AND (km_to = 0 OR km_to > km_from))",
        "A distance band must not end before it starts.",
    )

    @api.model
    def _selection_grade(self):
        return self.card_id._selection_grade()

    @api.model
    def _selection_milestone(self):
        labels = self.env["aftersales.order"]._get_milestone_labels()
        return [(key, label) for key, label in labels if key in rate.OUTLET_MILESTONES]

    @api.depends("kind")
    def _compute_basis(self):
        for rule in self:
            possible = rate.BASES.get(rule.kind, ())
            if rule.basis not in possible:
                rule.basis = possible[0] if possible else False

    @api.depends("kind", "fault_id", "categ_id", "order_type_id", "grade", "km_from")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for rule in self:
            parts = [
                labels.get(rule.kind),
                rule.fault_id.name,
                rule.categ_id.name,
                rule.order_type_id.name,
                rule.grade,
                rule._describe_band(),
            ]
            rule.display_name = " · ".join(part for part in parts if part)

    def _describe_band(self) -> str:
        self.ensure_one()
        if self.kind != rate.TRAVEL or not (self.km_from or self.km_to):
            return ""
        if not self.km_to:
            return f"> {self.km_from:g} km"
        return f"{self.km_from:g}–{self.km_to:g} km"

    @api.constrains("kind", "basis", "opinion")
    def _check_basis(self):
        labels = dict(self._fields["basis"]._description_selection(self.env))
        for rule in self:
            possible = rate.BASES[rule.kind]
            if rule.basis not in possible:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: Counted By must be %(possible)s.",
                        rule=rule.display_name,
                        possible=", ".join(labels[basis] for basis in possible),
                    )
                )
            if rule.kind in OF_OPINION and not rule.opinion:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: choose the Opinion that it is for.",
                        rule=rule.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.card_id._check_open()
        return rules

    def write(self, vals):
        self.card_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.card_id._check_open()

    def _get_rule(self) -> rate.Rule:
        self.ensure_one()
        is_travel = self.kind == rate.TRAVEL
        is_of_opinion = self.kind in OF_OPINION
        return rate.Rule(
            key=self.id,
            kind=self.kind,
            basis=self.basis,
            amount=self.amount,
            sequence=self.sequence,
            fault=self.fault_id.id or None,
            category=self.categ_id.id or None,
            order_type=self.order_type_id.id or None,
            grade=self.grade or None,
            # What another kind once had filled in does not count.
            km_from=self.km_from if is_travel else 0.0,
            km_to=(is_travel and self.km_to) or inf,
            opinion=(is_of_opinion and self.opinion) or None,
            milestone=(self.kind == rate.LATE and self.milestone) or None,
        )
