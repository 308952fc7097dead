from odoo import api, models

from ...tools import review_flow


class AftersalesCertificate(models.Model):
    """Where the certifier stands, from the application to the end."""

    _inherit = "aftersales.certificate"

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "apply": self.env._("Apply"),
            "accept": self.env._("Application Accepted"),
            "contract": self.env._("Contract Signed"),
            "review_documents": self.env._("Documents Under Review"),
            "evaluate": self.env._("Evaluation On Site"),
            "correct": self.env._("Findings to Correct"),
            "certify": self.env._("Certificate Granted"),
            "suspend": self.env._("Suspended"),
            "restore": self.env._("Restored"),
            "withdraw": self.env._("Certificate Withdrawn"),
            "refuse": self.env._("Refused"),
            "cancel": self.env._("Cancel"),
        }

    def action_apply(self):
        self._take("apply", "body_id", "scope")

    def action_accept(self):
        self._transition("accept")

    def action_contract(self):
        self._transition("contract")

    def action_review_documents(self):
        self._transition("review_documents")

    def action_evaluate(self):
        self._transition("evaluate")

    def action_correct(self):
        self._transition("correct")

    def action_certify(self):
        """Granted: with number, level and validity; watched every year from then on."""
        self._take("certify", "number", "band_id", "valid_from", "valid_to")
        self._plan_surveillance()

    def action_suspend(self):
        self._take("suspend", "end_reason")

    def action_restore(self):
        self._transition("restore", suspended_at=False)

    def action_withdraw(self):
        self._take("withdraw", "end_reason")

    def action_refuse(self):
        self._take("refuse", "end_reason")

    def action_cancel(self):
        self._transition("cancel")

    def _take(self, step: str, *needed: str) -> None:
        """A step that needs some fields, and findings that the certifier verified."""
        self._check_step_role(step)
        self._check_step_possible(step)
        problems = [
            problem
            for record in self
            for problem in record._get_missing_fields(*needed)
        ]
        if step == "certify":
            problems += self.nonconformity_ids._get_unverified_problems()
        self._refuse(problems)
        self._transition(step)

    def _plan_surveillance(self) -> None:
        self.env["aftersales.certificate.surveillance"].create(
            [
                {"certificate_id": record.id, "date_due": day}
                for record in self
                if not record.surveillance_ids
                for day in review_flow.yearly(record.valid_from, record.valid_to)
            ]
        )

    def action_renew(self):
        """A new application before this one ends."""
        self.ensure_one()
        self._check_step_role("apply")
        renewal = self.copy({"previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": renewal.id,
            "views": [(False, "form")],
        }

    def action_check_readiness(self):
        """What would a certifier find today?"""
        return self.env["aftersales.readiness"]._open_for(self.company_id)
