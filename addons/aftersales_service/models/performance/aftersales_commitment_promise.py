from odoo import api, fields, models

from ...tools import commitment, sla_clock


class AftersalesCommitmentPromise(models.Model):
    """One figure of a commitment: a time, hours of service, or a warranty."""

    _name = "aftersales.commitment.promise"
    _description = "Figure of a Commitment"
    _order = "commitment_id, sequence, id"

    commitment_id = fields.Many2one(
        "aftersales.commitment", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            (commitment.TIME, "Done in Time"),
            (commitment.COVERAGE, "Hours of Service"),
            (commitment.WARRANTY, "Warranty"),
        ],
        default=commitment.TIME,
        required=True,
    )
    milestone = fields.Selection(selection="_selection_milestone")
    start_milestone = fields.Selection(
        selection="_selection_start_milestone",
        string="Counted From",
        default="receive",
        required=True,
    )
    amount = fields.Float(
        string="Figure",
        digits=(16, 2),
        help="Hours of service: so many a week, 168 around the clock.",
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
        ],
        string="If Parts",
        help="Promised for that state of the parts only. Empty: always.",
    )
    months = fields.Integer(string="Warranty (Months)")
    is_lifetime = fields.Boolean(string="Lifetime")
    remedy = fields.Selection(
        [("repair", "Repair"), ("exchange", "Exchange"), ("refund", "Refund")],
        default="repair",
        required=True,
    )

    @api.model
    def _selection_milestone(self):
        return self.env["aftersales.order"]._get_milestone_labels()

    @api.model
    def _selection_start_milestone(self):
        return self.env["aftersales.order"]._get_start_labels()

    @api.depends(
        *("kind", "milestone", "amount", "unit", "months", "is_lifetime", "remedy")
    )
    @api.depends_context("lang")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = promise._get_label()

    def _get_label(self) -> str:
        if self.kind == commitment.TIME:
            targets = self.env["aftersales.sla.target"]
            return targets._get_label(self.milestone, self.amount, self.unit)
        if self.kind == commitment.COVERAGE:
            if self.amount >= commitment.WEEK_HOURS:
                return self.env._("Service around the clock")
            return self.env._(
                "Service %(amount)s hours a week", amount=f"{self.amount:g}"
            )
        remedy = dict(self._fields["remedy"]._description_selection(self.env))
        if self.is_lifetime:
            return self.env._("%(remedy)s for life", remedy=remedy[self.remedy])
        return self.env._(
            "%(remedy)s for %(months)s months",
            remedy=remedy[self.remedy],
            months=self.months,
        )

    @api.model_create_multi
    def create(self, vals_list):
        promises = super().create(vals_list)
        promises.commitment_id._check_draft()
        return promises

    def write(self, vals):
        self.commitment_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_checked(self):
        self.commitment_id._check_draft()

    def _to_plain(self) -> commitment.Promise:
        return commitment.Promise(
            key=self,
            kind=self.kind,
            milestone=self.milestone or "",
            start=self.start_milestone,
            amount=self.amount or None,
            unit=self.unit,
            parts=self.parts_status or None,
            months=self.months or None,
            is_lifetime=self.is_lifetime,
            remedy=self.remedy,
        )
