from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import recall_flow


class AftersalesRecall(models.Model):
    """The steps of a recall: one method each, for buttons and the API."""

    _inherit = "aftersales.recall"

    _flow_roles = recall_flow.ROLES
    _flow_moments = recall_flow.MOMENTS

    def _get_flow(self):
        return recall_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "assess": self.env._("Assessed"),
            "revise": self.env._("Back to Draft"),
            "approve": self.env._("Approve"),
            "start": self.env._("Start"),
            "close": self.env._("Close"),
            "cancel": self.env._("Cancel"),
            "refresh": self.env._("Look for More Units"),
            "publish": self.env._("Publish"),
            "launch": self.env._("Launch Wave"),
            "raise_orders": self.env._("Raise Orders"),
            "report": self.env._("Report for the Authority"),
        }

    def _refuse(self, problems: list[str]) -> None:
        """Raise all problems of a batch at once, so that none is found one by one."""
        if problems:
            raise UserError("\n".join(problems))

    def _get_missing_words(self, step: str, names: list[str]) -> list[str]:
        """One sentence for each field of a record that a step needs."""
        return [
            self.env._(
                "%(recall)s: fill in %(field)s before “%(step)s”.",
                recall=recall.display_name,
                field=recall._fields[name]._description_string(self.env),
                step=self._get_step_label(step),
            )
            for recall in self
            for name in names
            if not recall[name]
        ]

    def action_assess(self):
        """The danger is weighed, and it is known which units are affected."""
        self._check_step_role("assess")
        self._check_step_possible("assess")
        problems = self._get_missing_words("assess", ["defect", "criterion_ids"])
        dangerous = self.filtered(lambda recall: recall.hazard_level != "none")
        problems += dangerous._get_missing_words("assess", ["hazard"])
        self._refuse(problems)
        self._transition("assess")
        self.filtered(lambda recall: recall.hazard_level == "serious")._alarm()

    def action_revise(self):
        self._transition("revise")

    def action_approve(self):
        """Fix which units are affected; from this moment on stock does not leave."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        collecting = self.filtered(lambda recall: recall.kind != "notice")
        self._refuse(collecting._get_missing_words("approve", ["remedy"]))
        self._transition("approve")
        self._select_units()

    def action_start(self):
        """Customers are told; a serious danger was reported first."""
        self._check_step_role("start")
        self._check_step_possible("start")
        serious = self.filtered(lambda recall: recall.hazard_level == "serious")
        self._refuse(serious._get_missing_words("start", ["authority_reported_date"]))
        self._transition("start")

    def action_close(self):
        """Stock is put right and orders are closed; the public notice goes down."""
        self._check_step_role("close")
        self._check_step_possible("close")
        self._refuse(self._get_closing_problems())
        self._transition("close", is_published=False)

    def action_cancel(self):
        """Drop the recall: stock is free again, the public notice goes down."""
        self._check_step_role("cancel")
        self._check_step_possible("cancel")
        self._refuse(self._get_missing_words("cancel", ["cancel_reason"]))
        self._transition("cancel", is_published=False, is_raising_orders=False)
        self.wave_ids._stop()

    def _get_closing_problems(self) -> list[str]:
        """What still hinders closing, in words; unreached customers do not."""
        open_lines = self.env["aftersales.recall.line"].sudo()
        counts = {
            (recall, what): count
            for what, domain in (
                ("stock", [("is_in_house", "=", True), ("state", "!=", "done")]),
                ("order", [("state", "=", "scheduled")]),
            )
            for recall, count in open_lines._read_group(
                [("recall_id", "in", self.ids), *domain], ["recall_id"], ["__count"]
            )
        }
        words = {
            "stock": self.env._("in stock are not put right yet"),
            "order": self.env._("have a service order that is not closed"),
        }
        return [
            self.env._(
                "%(recall)s: %(count)d units %(what)s. Finish them before “Close”.",
                recall=recall.display_name,
                count=count,
                what=words[what],
            )
            for (recall, what), count in counts.items()
        ]

    def _alarm(self) -> None:
        """A serious danger is reported to the management at once (R448)."""
        for recall in self:
            company = recall.company_id
            told = (
                company.aftersales_service_manager_id
                | company.aftersales_general_manager_id
                | recall.user_id
            )
            for user in told:
                recall.activity_schedule(
                    "aftersales_service.activity_type_recall",
                    summary=self.env._("Danger: report to the authority, stop sale"),
                    user_id=user.id,
                    date_deadline=fields.Date.context_today(recall),
                )
