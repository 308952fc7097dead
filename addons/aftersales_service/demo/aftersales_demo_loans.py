from datetime import timedelta

from odoo import api, models

from . import cases

# Customer, lent so many days ago, due in so many days (less than 0: overdue).
LOANS = ((29, 5, 9), (18, 20, -6))


class AftersalesDemo(models.AbstractModel):
    """Desks of ours at customers who wait for parts of theirs."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_loans(self):
        dispatcher = self._ref("user_dispatcher")
        product = self._ref("loan_desk")
        lots = self.env["stock.lot"].search(
            [("product_id", "=", product.id)], order="name", limit=len(LOANS)
        )
        for (customer, days, due), lot in zip(LOANS, lots, strict=True):
            loan = (
                self.env["aftersales.loan"]
                .with_user(dispatcher)
                .create(
                    {
                        "order_id": self._find_order(customer, "desk_d320").id,
                        "product_id": product.id,
                        "lot_id": lot.id,
                        "due_date": self._today() + timedelta(days=due),
                        "condition_out": self._text(cases.CONDITION_OUT),
                        "accessories": self._text(cases.KEYS),
                        "deposit_note": self._text(cases.NO_DEPOSIT),
                    }
                )
            )
            loan.sudo().lent_at = self._moment(-days, 630)
            loan.action_lend()
        self.env["aftersales.order"]._tell_loans_owed(len(lots) * 10)
