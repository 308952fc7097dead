from odoo import api, models
from odoo.exceptions import UserError

# What is agreed before the first customer is asked.
METHOD_FIELDS = frozenset(
    {
        "company_id",
        "year",
        "date_from",
        "date_to",
        "outlet_ids",
        "questionnaire_id",
        "sample_size",
        "sample_seed",
        "confidence",
        "margin",
        "expected_response",
        "satisfied_from",
        "promoter_from",
        "detractor_to",
        "target_rate",
        "target_index",
        "min_visitors",
    }
)
# What the report says, until it is reported.
REPORT_FIELDS = frozenset({"title", "analysis"})


class AftersalesSatisfactionSurvey(models.Model):
    """Nobody changes the rules while the game is on, nor the report afterwards."""

    _inherit = "aftersales.satisfaction.survey"

    def write(self, vals):
        if not self._is_in_step():
            self._check_unlocked(vals)
        return super().write(vals)

    def _check_unlocked(self, vals: dict) -> None:
        locked = self.filtered(
            lambda survey: not survey._get_locked_fields().isdisjoint(vals)
        )
        self._refuse(
            [
                self.env._(
                    "%(survey)s is in state “%(state)s”: period, sample, targets and "
                    "method stand since it started, the report since it was approved. "
                    "Make a new survey if they were wrong.",
                    survey=survey.display_name,
                    state=survey._get_state_label(),
                )
                for survey in locked
            ]
        )

    def _get_locked_fields(self) -> frozenset[str]:
        self.ensure_one()
        if self.state == "draft":
            return frozenset()
        return METHOD_FIELDS | (
            REPORT_FIELDS if self.state == "reported" else frozenset()
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        started = self.filtered(lambda survey: survey.state != "draft")
        if started:
            raise UserError(
                self.env._(
                    "Customers were asked already: %(surveys)s. Cancel a survey that "
                    "should not go on; its answers are kept.",
                    surveys=", ".join(started.mapped("display_name")),
                )
            )

    def _get_state_label(self) -> str:
        self.ensure_one()
        return dict(self._fields["state"]._description_selection(self.env))[self.state]
