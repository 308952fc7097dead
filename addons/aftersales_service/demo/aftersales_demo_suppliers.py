from datetime import timedelta

from odoo import api, models

from . import cases
from .aftersales_demo_promises import PAST_DAYS


class AftersalesDemo(models.AbstractModel):
    """Parts that failed within the warranty go back to those who delivered them."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_supplier_claims(self):
        """One claim is only collected; of the other the parts wait to be sent back."""
        suppliers = [self._add_supplier(*row) for row in cases.SUPPLIERS]
        self.env.flush_all()
        finance = self._ref("user_finance")
        self.env["aftersales.claim.suppliers"].with_user(finance).create(
            {"date_from": self._today() - timedelta(days=PAST_DAYS)}
        ).action_claim()
        claim = self.env["aftersales.claim"].search(
            [("kind", "=", "supplier"), ("partner_id", "=", suppliers[-1].id)], limit=1
        )
        claim.part_ids.is_part_here = True
        claim.with_user(self._ref("user_dispatcher")).action_submit()
        for login in ("manager", "general"):
            if claim.state == "submitted":
                claim.with_user(self._ref(f"user_{login}")).action_approve()
        claim.with_user(finance).action_start()

    @api.model
    def _add_supplier(self, name, parts, needs_return, labour_rate, months):
        supplier = self.env["res.partner"].create(
            {"name": self._text(name), "is_company": True, "lang": self.env.lang}
        )
        self.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": supplier.id,
                    "product_tmpl_id": self._ref(part).product_tmpl_id.id,
                }
                for part in parts
            ]
        )
        self.env["aftersales.supplier.agreement"].create(
            {
                "partner_id": supplier.id,
                "term_months": months,
                "labour_rate": labour_rate,
                "needs_return": needs_return,
            }
        )
        return supplier
