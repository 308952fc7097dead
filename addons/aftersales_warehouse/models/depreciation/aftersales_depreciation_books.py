from odoo import models
from odoo.exceptions import UserError


class AftersalesDepreciationRun(models.Model):
    """Do the books say what the layers say?"""

    _inherit = "aftersales.depreciation.run"

    def action_check_books(self):
        """Open the comparison of the run's company."""
        self.ensure_one()
        return self.env["aftersales.depreciation.check"]._open(self.company_id)

    def _check_books(self) -> None:
        """Compare after each change; a difference is written down and told.

        It does not stop the run: what others booked on the account is no fault of it.
        """
        Check = self.env["aftersales.depreciation.check"]
        own, other = Check._get_balances(self.company_id)
        held = Check._get_held(self.company_id)
        difference = self.currency_id.round(own + other - sum(held.values()))
        if self.currency_id.compare_amounts(own, sum(held.values())):
            raise UserError(
                self.env._(
                    "%(run)s: after this the entries of depreciation would come to "
                    "%(own)s, the layers to %(held)s. Nothing was changed. Look at "
                    "“Check Allowance” for the outlets that differ.",
                    run=self.display_name,
                    own=self.currency_id.format(own),
                    held=self.currency_id.format(sum(held.values())),
                )
            )
        self.difference = difference
        if not self.currency_id.is_zero(difference):
            self.message_post(
                body=self.env._(
                    "Others have booked %(amount)s on the allowance accounts. “Check "
                    "Allowance” shows it.",
                    amount=self.currency_id.format(difference),
                )
            )
