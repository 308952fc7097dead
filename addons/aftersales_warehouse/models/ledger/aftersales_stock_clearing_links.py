from odoo import models


class AftersalesStockClearing(models.Model):
    """What a clearing is made of, one click away."""

    _inherit = "aftersales.stock.clearing"

    def action_open_entries(self):
        """Open the moves of the period."""
        return self._open_ledger([])

    def action_open_late(self):
        """Open the moves that came into the period after it was cleared."""
        return self._open_ledger([("entered_at", ">", self.cleared_at)])

    def _open_ledger(self, domain: list) -> dict:
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_goods_ledger_action"
        )
        domain = [
            ("warehouse_id", "=", self.warehouse_id.id),
            ("is_within", "=", False),
            ("day", ">=", self.date_from),
            ("day", "<=", self.date_to),
            *domain,
        ]
        return {**action, "domain": domain, "context": {"create": False}}

    def action_open_balance(self):
        """Open what the period did to each article."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_goods_balance_action"
        )
        context = {"goods_from": self.date_from, "goods_to": self.date_to}
        domain = [("warehouse_id", "=", self.warehouse_id.id)]
        return {**action, "domain": domain, "context": context}

    def action_open_reconciliation(self):
        """Open ledger, cards, goods and layers at the end of the period."""
        self.ensure_one()
        return self.env["aftersales.goods.check"]._open_day(
            self.date_to, self.warehouse_id
        )
