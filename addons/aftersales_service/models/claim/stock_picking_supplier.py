from odoo import models


class StockPicking(models.Model):
    """Parts on their way to a supplier are neither a customer's unit nor a new one."""

    _inherit = "stock.picking"

    def _to_customers(self):
        return self.filtered(lambda p: p.aftersales_claim_id.kind != "supplier")

    def _check_claim_goods(self) -> None:
        return super(StockPicking, self._to_customers())._check_claim_goods()

    def _tell_claims(self) -> None:
        return super(StockPicking, self._to_customers())._tell_claims()
