from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ...tools import register_flow

GRADE = [(str(grade), str(grade)) for grade in range(1, register_flow.GRADES + 1)]


class AftersalesRisk(models.Model):
    """What may go wrong in our service, or right; how grave, what is done (R517)."""

    _name = "aftersales.risk"
    _description = "Risk or Opportunity"
    _inherit = ["aftersales.register.mixin"]
    _order = "exposure desc, id"

    _flow_roles = register_flow.RISK_ROLES
    _step_needs = {
        "treat": ("response", "measure"),
        "close": ("residual_likelihood", "residual_impact"),
    }

    state = fields.Selection(
        [("open", "Identified"), ("treated", "Treated"), ("closed", "Closed")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(
        [("risk", "Risk"), ("opportunity", "Opportunity")],
        string="Risk or Opportunity",
        required=True,
        default="risk",
    )
    description = fields.Text(string="What May Happen")
    likelihood = fields.Selection(GRADE, required=True, default="3", tracking=True)
    impact = fields.Selection(
        GRADE, string="Impact on Service", required=True, default="3", tracking=True
    )
    exposure = fields.Integer(
        compute="_compute_exposure",
        store=True,
        aggregator="avg",
        help="Likelihood by impact, after what was done as far as that is known.",
    )
    level = fields.Selection(
        [
            (register_flow.LOW, "Low"),
            (register_flow.MEDIUM, "Medium"),
            (register_flow.HIGH, "High"),
        ],
        string="Level of Risk",
        compute="_compute_level",
    )
    response = fields.Selection(
        [
            ("avoid", "Avoid"),
            ("reduce", "Reduce"),
            ("share", "Share It with Others"),
            ("accept", "Bear It"),
            ("use", "Make Use of It"),
        ],
        string="How We Respond",
        tracking=True,
    )
    measure = fields.Text(string="What Is Done")
    residual_likelihood = fields.Selection(GRADE, tracking=True, copy=False)
    residual_impact = fields.Selection(GRADE, tracking=True, copy=False)
    review_months = fields.Integer(
        string="Looked At Every (months)", default=12, aggregator=None
    )
    reviewed_on = fields.Date(
        string="Last Looked At", default=fields.Date.context_today, copy=False
    )
    review_date = fields.Date(
        string="Look At Again", compute="_compute_review_date", store=True
    )

    _review_months_positive = models.Constraint(
        "CHECK(review_months > 0)", "Give the months after which it is looked at again."
    )

    @api.depends("likelihood", "impact", "residual_likelihood", "residual_impact")
    def _compute_exposure(self):
        for risk in self:
            likelihood = risk.residual_likelihood or risk.likelihood or 0
            impact = risk.residual_impact or risk.impact or 0
            risk.exposure = int(likelihood) * int(impact)

    @api.depends("exposure", "company_id")
    def _compute_level(self):
        for risk in self:
            company = risk.company_id
            risk.level = register_flow.level(
                risk.exposure,
                1,
                company.aftersales_risk_medium_from,
                company.aftersales_risk_high_from,
            )

    @api.depends("reviewed_on", "review_months")
    def _compute_review_date(self):
        for risk in self:
            risk.review_date = risk.reviewed_on and (
                risk.reviewed_on + relativedelta(months=risk.review_months)
            )

    def _get_flow(self):
        return register_flow.RISK

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "treat": self.env._("Treated"),
            "close": self.env._("Close"),
            "reopen": self.env._("Reopen"),
        }

    def action_view_tasks(self):
        return self.env["aftersales.corrective.task"]._get_action_for(self)

    def action_treat(self):
        self._transition("treat")

    def action_close(self):
        self._transition("close")

    def action_reopen(self):
        """It is there again: what is left of it is judged anew."""
        self._transition("reopen", residual_likelihood=False, residual_impact=False)

    def action_review(self):
        """Looked at today, and still as it stands."""
        self.check_access("write")
        self.reviewed_on = fields.Date.context_today(self)
        self.sudo().activity_unlink(["aftersales_audit.activity_type_risk_review"])
