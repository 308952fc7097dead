from odoo import fields, models

from ...tools import sla_policy

VISIT_MILESTONES = {"dispatch", "arrive"}


class AftersalesOrder(models.Model):
    """What an order says of itself to those who promise."""

    _name = "aftersales.order"
    # The mixin first: it promises once all else of a new order is settled.
    _inherit = ["aftersales.promised.mixin", "aftersales.order"]

    _sla_facts = frozenset(
        {
            "partner_id",
            "site_partner_id",
            "equipment_id",
            "product_id",
            "type_id",
            "outlet_id",
            "priority",
            "origin_sale_id",
            "company_id",
        }
    )
    _sla_switches = frozenset({"parts_status", "is_remote"})

    sla_ids = fields.One2many("aftersales.order.sla", "order_id", "Promises")

    def _get_parts_status(self) -> str:
        self.ensure_one()
        return self.parts_status or "none"

    def _can_reach(self, milestone: str) -> bool:
        """Help from afar never arrives anywhere."""
        self.ensure_one()
        return milestone not in VISIT_MILESTONES or self._has_visit()

    def _get_service_calendar(self, policy):
        """Working time: of the contract, else the site, the outlet, the company."""
        self.ensure_one()
        site = self.site_partner_id or self.partner_id
        return (
            policy.calendar_id
            or site.aftersales_calendar_id
            or self.partner_id.aftersales_calendar_id
            or self.commercial_partner_id.aftersales_calendar_id
            or self.outlet_id.calendar_id
            or self.company_id.resource_calendar_id
        )

    def _get_sla_facts(self) -> sla_policy.Facts:
        self.ensure_one()
        order = self.sudo()
        customers = set()
        # One after the other: a joined recordset would be read order by order.
        for partner in (order.partner_id, order.site_partner_id):
            for named in (partner, partner.commercial_partner_id):
                customers |= {("partner", partner_id) for partner_id in named.ids}
                customers |= {("tag", tag_id) for tag_id in named.category_id.ids}
        category = order.product_id.categ_id
        return sla_policy.Facts(
            contracts=frozenset(order._get_contracts().ids),
            customers=frozenset(customers),
            products=frozenset(order.product_id.product_tmpl_id.ids),
            categories=self._get_path_ids(category),
            order_type=order.type_id.id,
            outlets=self._get_path_ids(order.outlet_id),
            priority=order.priority,
        )

    def _get_contracts(self):
        """Sales orders that may hold a promise for this order."""
        return self.origin_sale_id | self.equipment_id.sale_line_id.order_id

    def _get_escalation_users(self, role: str):
        return {
            "technician": self.technician_id.user_id,
            "dispatcher": self.user_id,
            "outlet_manager": self.outlet_id.manager_id,
        }.get(role) or super()._get_escalation_users(role)
