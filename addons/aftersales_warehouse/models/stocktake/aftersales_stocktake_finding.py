from odoo import models


class AftersalesStocktake(models.Model):
    """What head office knows to differ is followed up, not only booked."""

    _inherit = "aftersales.stocktake"

    def _report_differences(self) -> None:
        """Beyond what the policy tolerates, where it says so."""
        Finding = self.env["aftersales.finding"]
        for record in self.filtered("policy_id.reports_differences"):
            lines = record._find_intolerable_lines()
            if lines:
                title = self.env._(
                    "%(stocktake)s: %(count)s lines differ from the books",
                    stocktake=record.display_name,
                    count=len(lines),
                )
                facts = "\n".join(line._describe_difference() for line in lines)
                Finding._on_finding(record, "warehouse", title, facts)
