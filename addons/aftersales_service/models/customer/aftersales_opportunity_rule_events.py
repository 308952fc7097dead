from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class AftersalesOpportunityRule(models.Model):
    """The events: a warranty that ends soon, a paid repair that was refused."""

    _inherit = "aftersales.opportunity.rule"

    def _get_callable_domain(self) -> Domain:
        """Customers nobody should call now are left for later."""
        waiting = self.env["res.partner"]._get_partners_not_to_call()
        return Domain("partner_id", "!=", False) & Domain(
            "partner_id.commercial_partner_id", "not in", waiting.ids
        )

    def _get_untold_domain(self) -> Domain:
        told = Domain("event", "=", self.event)
        return Domain("aftersales_opportunity_ids", "not any", told)

    # -- the warranty ends ------------------------------------------------------------
    def _find_warranty_ends(self, limit: int):
        today = fields.Date.context_today(self)
        return self.env["aftersales.equipment"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "in_use")
            & Domain("warranty_end_date", ">=", today)
            & Domain("warranty_end_date", "<=", today + timedelta(self.days_before))
            & self._get_callable_domain()
            & self._get_untold_domain(),
            order="warranty_end_date, id",
            limit=limit,
        )

    def _prepare_warranty_ends_vals(self, unit) -> dict:
        end = format_date(self.env, unit.warranty_end_date)
        return {
            "name": self.env._(
                "%(product)s: warranty ends %(date)s",
                product=unit.product_id.display_name,
                date=end,
            ),
            "date_deadline": unit.warranty_end_date,
            "aftersales_source_equipment_id": unit.id,
        }

    # -- a paid repair is refused -----------------------------------------------------
    def _find_repair_refused(self, limit: int):
        """Orders with a price the customer did not accept: he declined the quotation,
        or the order was dropped after he had it."""
        agreed = Domain("state", "=", "sale")
        waiting = Domain("state", "in", ("draft", "sent"))
        declined = (
            Domain("quotation_ids", "any", Domain("state", "=", "cancel"))
            & Domain("quotation_ids", "not any", waiting)
        ) | Domain("state", "=", "cancelled")
        return self.env["aftersales.order"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("received_at", ">=", self.start_on)
            & Domain("type_id.is_repair", "=", True)
            & Domain("quotation_ids", "!=", False)
            & Domain("quotation_ids", "not any", agreed)
            & declined
            & self._get_callable_domain()
            & self._get_untold_domain(),
            order="received_at, id",
            limit=limit,
        )

    def _prepare_repair_refused_vals(self, order) -> dict:
        return {
            "name": self.env._(
                "%(product)s: repair refused, offer a new one",
                product=order.product_id.display_name or order.name,
            ),
            "expected_revenue": order.product_id.lst_price,
            "aftersales_source_order_id": order.id,
            "aftersales_source_equipment_id": order.equipment_id.id,
        }
