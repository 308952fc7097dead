from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import warranty_policy

SEVERITIES = [
    (warranty_policy.ANY, "Any Fault"),
    (warranty_policy.PERFORMANCE, "Hinders Use"),
    (warranty_policy.SERIOUS, "Serious"),
]
GROUNDS = [
    ("fault", "Fault of the Goods"),
    ("unused", "Not Satisfied, Unused"),
    ("no_reason", "Distance Sale, No Reason Needed"),
    ("carriage", "Damaged in Our Transport"),
    ("wrong_goods", "Wrong Goods Sent"),
    ("recognised", "Recognised After Appraisal"),
]


class AftersalesWarrantyTerm(models.Model):
    """One promise in time: what is free, or may be demanded, until when."""

    _name = "aftersales.warranty.term"
    _description = "Warranty Term"
    _inherit = ["aftersales.cached.mixin"]
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "aftersales.warranty.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        default="unit",
        help="A provincial rule replaces the term of the law with the same code.",
    )
    scope = fields.Selection(
        [
            (warranty_policy.UNIT, "Whole Unit"),
            (warranty_policy.PART, "Part"),
            (warranty_policy.LABOUR, "Labour"),
            (warranty_policy.TRAVEL, "Travel"),
        ],
        default=warranty_policy.UNIT,
        required=True,
        help="Labour and travel are free as long as the goods are, unless terms of "
        "their own say otherwise.",
    )
    part_class_id = fields.Many2one("aftersales.part.class", ondelete="restrict")
    is_right = fields.Boolean(
        string="Right of Its Own",
        help="A right beside the warranty, such as return within 7 days. Else this is "
        "the warranty, and a term for a part stands in for that of the unit.",
    )
    gives_repair = fields.Boolean(string="Repair", default=True)
    gives_exchange = fields.Boolean(string="Exchange")
    gives_refund = fields.Boolean(string="Refund")
    severity = fields.Selection(SEVERITIES, default=warranty_policy.ANY, required=True)
    ground = fields.Selection(GROUNDS, default="fault", required=True)
    clock_ids = fields.One2many(
        "aftersales.warranty.clock", "term_id", string="Runs From", copy=True
    )
    clock_rule = fields.Selection(
        [
            (warranty_policy.FIRST_KNOWN, "First Moment That Is Known"),
            (warranty_policy.EARLIEST, "Whichever Ends First"),
            (warranty_policy.LATEST, "Whichever Ends Last"),
        ],
        default=warranty_policy.FIRST_KNOWN,
        required=True,
        help="How several clocks make one end (R098: one year from use or two years "
        "from factory).",
    )
    duration = fields.Char(compute="_compute_duration")
    remedies = fields.Char(compute="_compute_remedies")
    is_lifetime = fields.Boolean(string="Lifetime")
    is_extended_by_repair = fields.Boolean(
        string="Longer by Repair Time",
        default=True,
        help="Days in repair and waiting for parts are added to the term.",
    )
    opens_after_months = fields.Integer(
        string="Opens After (Months)",
        help="R126: a fault in the second month opens after one month.",
    )
    legal_source = fields.Char(string="Source")

    @api.depends(
        "clock_ids.event",
        "clock_ids.months",
        "clock_ids.days",
        "clock_rule",
        "is_lifetime",
    )
    @api.depends_context("lang")
    def _compute_duration(self):
        for term in self:
            if term.is_lifetime:
                term.duration = self.env._("lifetime")
            else:
                names = term.clock_ids.mapped("display_name")
                if term.clock_rule == warranty_policy.FIRST_KNOWN:
                    # The others stand in where the first moment is not known.
                    names = names[:1]
                term.duration = "; ".join(names) or self.env._("not set")

    @api.depends("gives_repair", "gives_exchange", "gives_refund")
    @api.depends_context("lang")
    def _compute_remedies(self):
        for term in self:
            names = [
                self._fields[field]._description_string(self.env)
                for field in ("gives_repair", "gives_exchange", "gives_refund")
                if term[field]
            ]
            term.remedies = ", ".join(names)

    @api.constrains("scope", "part_class_id")
    def _check_part_class(self):
        for term in self:
            if (term.scope == warranty_policy.PART) != bool(term.part_class_id):
                raise ValidationError(
                    self.env._(
                        "Term “%(term)s”: choose a Part Class, and choose it only for "
                        "the scope “Part”.",
                        term=term.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        terms = super().create(vals_list)
        terms._check_policy_open()
        return terms

    def write(self, vals):
        if set(vals) - {"name"}:
            self._check_policy_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_policy_open()

    def _check_policy_open(self) -> None:
        self.policy_id._check_open()

    def _to_plain(self) -> warranty_policy.Term:
        remedies = {
            warranty_policy.REPAIR: self.gives_repair,
            warranty_policy.EXCHANGE: self.gives_exchange,
            warranty_policy.REFUND: self.gives_refund,
        }
        return warranty_policy.Term(
            key=self.id,
            code=self.code,
            clocks=tuple(clock._to_plain() for clock in self.clock_ids),
            rule=self.clock_rule,
            scope=self.scope,
            part=self.part_class_id.id or None,
            remedies=frozenset(name for name, given in remedies.items() if given),
            is_right=self.is_right,
            severity=self.severity,
            ground=self.ground,
            opens_after_months=self.opens_after_months,
            is_extended_by_repair=self.is_extended_by_repair,
            is_lifetime=self.is_lifetime,
        )
