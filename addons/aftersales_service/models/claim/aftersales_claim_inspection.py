from odoo import fields, models


class AftersalesClaim(models.Model):
    """A returned unit is looked at before anything is paid back."""

    _inherit = "aftersales.claim"

    condition = fields.Selection(
        [
            ("good", "As New"),
            ("worn", "Normal Traces of Use"),
            ("damaged", "Damaged"),
        ],
        copy=False,
        tracking=True,
    )
    condition_note = fields.Text(copy=False)
    missing_accessories = fields.Char(copy=False)
    inspected_at = fields.Datetime(string="Inspected", readonly=True, copy=False)
    inspected_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    def _get_inspect_problems(self) -> list[str]:
        problems = []
        for claim in self:
            values = {"claim": claim.display_name}
            if claim.kind != "return" or claim.state != "in_progress":
                problems.append(
                    self.env._("%(claim)s: there is nothing to inspect.", **values)
                )
            elif not claim.received_at:
                problems.append(
                    self.env._(
                        "%(claim)s: the unit is not back yet. Receive its transfer "
                        "first.",
                        **values,
                    )
                )
            elif not claim.condition:
                problems.append(
                    self.env._(
                        "%(claim)s: fill in Condition before “Inspected”.", **values
                    )
                )
            if claim.deduction_amount < 0:
                problems.append(
                    self.env._("%(claim)s: Deduction is not negative.", **values)
                )
            if claim.deduction_amount and not claim.deduction_reason:
                problems.append(
                    self.env._(
                        "%(claim)s: fill in Deduction Reason: the customer reads it.",
                        **values,
                    )
                )
        return problems

    def _get_settle_problems(self) -> list[str]:
        return [
            self.env._(
                "%(claim)s: the unit is inspected first, then the refund is settled.",
                claim=claim.display_name,
            )
            for claim in self
            if claim.kind != "return" or not claim.inspected_at
        ]

    def action_inspect(self):
        """The unit is looked at; what is settled afterwards goes by this."""
        self._check_step_role("inspect")
        self.check_access("write")
        self._refuse_problems(self._get_inspect_problems())
        self.filtered(lambda claim: not claim.inspected_at).write(
            {"inspected_at": fields.Datetime.now(), "inspected_by_id": self.env.uid}
        )

    def action_settle(self):
        """Make the credit note of a return that was inspected."""
        self._check_step_role("settle")
        self.check_access("write")
        self._refuse_problems(self._get_settle_problems())
        self._settle()
