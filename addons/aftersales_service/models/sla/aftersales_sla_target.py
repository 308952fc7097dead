from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import sla_clock


class AftersalesSlaTarget(models.Model):
    """One figure of a promise: this milestone, so long after that one."""

    _name = "aftersales.sla.target"
    _description = "SLA Target"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"

    policy_id = fields.Many2one(
        "aftersales.sla.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    sequence = fields.Integer(default=10)
    milestone = fields.Selection(selection="_selection_milestone", required=True)
    start_milestone = fields.Selection(
        selection="_selection_start_milestone",
        string="Counted From",
        default="receive",
        required=True,
    )
    amount = fields.Float(
        string="Figure",
        digits=(16, 2),
        help="Empty: nothing is promised, the source gives no figure.",
    )
    unit = fields.Selection(
        [
            (sla_clock.HOUR, "Clock Hours"),
            (sla_clock.WORK_HOUR, "Hours of Work"),
            (sla_clock.WORK_DAY, "Working Days"),
        ],
        string="Counted In",
        default=sla_clock.HOUR,
        required=True,
    )
    parts_status = fields.Selection(
        [
            ("none", "No Parts Needed"),
            ("in_stock", "In Stock"),
            ("to_order", "To Order"),
            ("received", "Parts Received"),
        ],
        string="If Parts",
        help="Holds while the order's parts are in this state. Empty: always.",
    )
    warn_rate = fields.Float(
        string="At Risk From",
        default=0.75,
        digits=(16, 4),
        help="Share of the time after which the promise is shown as at risk.",
    )
    breach_note = fields.Char(
        string="If Missed",
        translate=True,
        help="What the customer is owed then, such as a spare unit.",
    )
    source = fields.Char(help="Rule or clause the figure comes from.")

    @api.model
    def _selection_milestone(self):
        return [
            label
            for name in self._get_promised_models()
            for label in self.env[name]._get_milestone_labels()
        ]

    @api.model
    def _selection_start_milestone(self):
        return [
            label
            for name in self._get_promised_models()
            for label in self.env[name]._get_start_labels()
        ]

    @api.model
    def _get_promised_models(self) -> list[str]:
        """Documents that promises are made about. Other rooms add theirs; their
        milestones have names of their own."""
        return ["aftersales.order"]

    def _has_own_start(self) -> bool:
        """Do both moments belong to the same kind of document?"""
        self.ensure_one()
        return any(
            self.milestone in self.env[name]._get_milestone_fields()
            and self.start_milestone in self.env[name]._get_start_fields()
            for name in self._get_promised_models()
        )

    @api.constrains("amount", "unit", "warn_rate", "milestone", "start_milestone")
    def _check_figures(self):
        problems = []
        for target in self:
            label = target.display_name
            if target.amount < 0:
                problems.append(
                    self.env._("%(target)s: Figure must not be negative.", target=label)
                )
            if target.unit == sla_clock.WORK_DAY and target.amount % 1:
                problems.append(
                    self.env._(
                        "%(target)s: working days are whole. Use Hours of Work for "
                        "parts of a day.",
                        target=label,
                    )
                )
            if not 0 < target.warn_rate <= 1:
                problems.append(
                    self.env._(
                        "%(target)s: At Risk From lies between 1 and 100 %%.",
                        target=label,
                    )
                )
            if target.milestone == target.start_milestone:
                problems.append(
                    self.env._(
                        "%(target)s: it cannot be counted from itself.", target=label
                    )
                )
            if not target._has_own_start():
                problems.append(
                    self.env._(
                        "%(target)s: it is counted from a moment of another kind of "
                        "document. Choose another Counted From.",
                        target=label,
                    )
                )
        if problems:
            raise ValidationError("\n".join(problems))

    @api.depends("milestone", "amount", "unit")
    def _compute_display_name(self):
        for target in self:
            target.display_name = self._get_label(
                target.milestone, target.amount, target.unit
            )

    @api.model
    def _get_label(self, milestone: str, amount: float, unit: str) -> str:
        """A promise in a few words: "Arrive within 4 hours"."""
        label = dict(self._selection_milestone()).get(milestone, "")
        if not amount:
            return self.env._("%(milestone)s: no figure", milestone=label)
        values = {"milestone": label, "amount": f"{amount:g}"}
        if unit == sla_clock.HOUR:
            if amount == 1:
                return self.env._("%(milestone)s within 1 hour", milestone=label)
            return self.env._("%(milestone)s within %(amount)s hours", **values)
        if unit == sla_clock.WORK_HOUR:
            if amount == 1:
                return self.env._(
                    "%(milestone)s within 1 working hour", milestone=label
                )
            return self.env._("%(milestone)s within %(amount)s working hours", **values)
        if amount == 1:
            return self.env._("%(milestone)s within 1 working day", milestone=label)
        return self.env._("%(milestone)s within %(amount)s working days", **values)

    @api.model_create_multi
    def create(self, vals_list):
        targets = super().create(vals_list)
        targets.policy_id._raise_version()
        return targets

    def write(self, vals):
        result = super().write(vals)
        self.policy_id._raise_version()
        return result

    def unlink(self):
        policies = self.policy_id
        result = super().unlink()
        policies.exists()._raise_version()
        return result
