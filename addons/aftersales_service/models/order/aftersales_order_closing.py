from odoo import models

from ...tools import dispatch_flow


class AftersalesOrder(models.Model):
    """The end of an order: settled, closed when all is back, filed."""

    _inherit = "aftersales.order"

    def action_settle(self):
        """Money is settled, or free work is confirmed free (R133, R134)."""
        self._check_step_role("settle")
        self._check_step_possible("settle")
        self._refuse(self._get_blockers("_get_settlement_blockers"))
        # Settling is all that finance may write on an order.
        self.sudo()._transition("settle")

    def action_close(self):
        """Everything is back: slips, equipment, money (R065, R068, R134)."""
        self._check_step_role("close")
        self._check_step_possible("close")
        self._refuse(self._get_blockers("_get_closing_blockers"))
        self._transition("close")

    def _get_blockers(self, method: str) -> list[str]:
        """What is open counts, also where one may not read it himself."""
        return [
            f"{order.display_name}: {problem}"
            for order in self.sudo()
            for problem in getattr(order, method)()
        ]

    def _get_closing_blockers(self) -> list[str]:
        """What still hinders closing, in words. Other addons add their checks here."""
        self.ensure_one()
        blockers = [
            self.env._(
                "dispatch %(dispatch)s is not back. Hand it in first.",
                dispatch=dispatch.name,
            )
            for dispatch in self.dispatch_ids
            if dispatch.state in dispatch_flow.OUT_STATES
        ]
        blockers += [
            self.env._(
                "equipment receipt %(receipt)s is open. Return the equipment and take "
                "the receipt back first.",
                receipt=receipt.name,
            )
            for receipt in self.receipt_ids
            if receipt.state not in ("recovered", "cancelled")
        ]
        if self.needs_signature and not self._is_signed_or_refused():
            blockers.append(
                self.env._("there is neither a signature nor a reason why not.")
            )
        return blockers

    def action_archive(self):
        """File a closed order. (The host's archiving hides records; orders stay.)"""
        self._transition("archive")
