from odoo import models


class AftersalesOrder(models.Model):
    """What the customer sees of an order, and what grows out of it for sales."""

    _inherit = "aftersales.order"

    _page_path = "/my/service"

    def action_create_opportunity(self):
        """Raise an opportunity that knows which service it grew out of."""
        leads = self.env["crm.lead"].create(
            [order._prepare_opportunity_vals() for order in self]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_action_pipeline"
        )
        if len(leads) == 1:
            return {**action, "views": [(False, "form")], "res_id": leads.id}
        return {**action, "domain": [("id", "in", leads.ids)]}

    def _prepare_opportunity_vals(self) -> dict:
        self.ensure_one()
        return {
            "name": self.env._(
                "%(customer)s: from service %(order)s",
                customer=self.partner_id.name,
                order=self.name,
            ),
            "type": "opportunity",
            "partner_id": self.partner_id.id,
            "phone": self.phone,
            "company_id": self.company_id.id,
            "aftersales_source_order_id": self.id,
        }

    def action_view_opportunities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm.crm_lead_action_pipeline"
        )
        action["domain"] = [("aftersales_source_order_id", "=", self.id)]
        return action

    def action_create_repair(self):
        """Open a new host repair of this order's unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Repair"),
            "res_model": "repair.order",
            "view_mode": "form",
            "context": {
                f"default_{field}": value
                for field, value in self._prepare_repair_vals().items()
            },
        }

    def _prepare_repair_vals(self) -> dict:
        """Values of a repair of this order's unit, whether it stands at the customer
        or was brought in."""
        self.ensure_one()
        vals = {
            "aftersales_order_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
        }
        # Without a number of stock's own the host cannot end the repair of a tracked
        # product; the unit is then known by the service order alone.
        if self.product_id.tracking == "none" or self.lot_id:
            vals.update(product_id=self.product_id.id, lot_id=self.lot_id.id)
        customers = self.env.ref("stock.stock_location_customers")
        if self._has_visit():
            vals.update(
                product_location_src_id=customers.id,
                product_location_dest_id=customers.id,
            )
        return vals

    def action_view_repairs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "repair.action_repair_order_tree"
        )
        action["domain"] = [("aftersales_order_id", "=", self.id)]
        action["context"] = {
            f"default_{field}": value
            for field, value in self._prepare_repair_vals().items()
        }
        return action

    def action_view_dispatches(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_dispatch_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id}
        return action
