from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools import order_flow, outlet_portal


class AftersalesOutlet(models.Model):
    """An outlet whose people work on the portal, without a licence."""

    _inherit = "aftersales.outlet"

    portal_user_count = fields.Integer(
        string="Portal Users", compute="_compute_portal_user_count"
    )
    technician_request_ids = fields.One2many(
        "aftersales.technician.request", "outlet_id", "Technician Requests"
    )
    technician_request_count = fields.Integer(
        string="Open Technician Requests", compute="_compute_technician_request_count"
    )

    def _compute_portal_user_count(self):
        for outlet in self:
            outlet.portal_user_count = len(outlet._get_portal_users())

    def _compute_technician_request_count(self):
        self._count_into(
            "technician_request_count",
            "aftersales.technician.request",
            [("state", "=", "requested")],
        )

    def _get_portal_users(self):
        return self.sudo().user_ids.filtered("share")

    def _get_supervisor(self):
        """Who at head office is told of what the outlet asks: its manager, else that
        of the nearest outlet above it, else the first service manager; never one of
        its own portal users."""
        self.ensure_one()
        outlet = self.sudo()
        while outlet:
            if outlet.manager_id and not outlet.manager_id.share:
                return outlet.manager_id
            outlet = outlet.parent_id
        return self.env["aftersales.order"]._get_first_service_manager(
            self.sudo().company_id
        )

    def _get_tz(self) -> str:
        """Time zone that the outlet's people think in."""
        self.ensure_one()
        outlet = self.sudo()
        calendar = outlet.calendar_id or outlet.company_id.resource_calendar_id
        return self.env.user.tz or calendar.tz or "UTC"

    def _get_stock_location(self):
        """Where the outlet's own parts lie; none if it draws on the company's."""
        self.ensure_one()
        return self.sudo().warehouse_id.lot_stock_id

    # -- what its people may see ----------------------------------------------------

    def _check_outlet_access(self) -> None:
        """:raise AccessError: outlets that the user does not work for"""
        if self.sudo() - self.env.user._get_outlets():
            raise AccessError(
                self.env._("You work for another outlet. Ask your head office.")
            )

    def _get_portal_domain(self) -> Domain:
        """Orders that the outlets' people see on the portal: those of an active outlet,
        of others what is over."""
        active = self.filtered(lambda o: o.state == outlet_portal.OPEN_OUTLET)
        done = Domain("state", "in", order_flow.DONE_STATES)
        return Domain("outlet_id", "in", active.ids) | (
            Domain("outlet_id", "in", (self - active).ids) & done
        )

    # -- buttons --------------------------------------------------------------------

    def action_give_portal_access(self):
        self.ensure_one()
        access = self.env["aftersales.outlet.access"].create({"outlet_id": self.id})
        return access._get_form_action()

    def action_view_technician_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_technician_request_action"
        )
        action["domain"] = [("outlet_id", "=", self.id)]
        action["context"] = {"default_outlet_id": self.id}
        return action
