from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import outlet_portal
from ..flag import flag_domain


class AftersalesOrder(models.Model):
    """Since when an outlet has an order, and until when it says whether it takes it."""

    _inherit = "aftersales.order"

    outlet_assigned_at = fields.Datetime(
        string="Given to Outlet",
        compute="_compute_outlet_assigned_at",
        store=True,
        precompute=True,
        copy=False,
    )
    outlet_answer_due_at = fields.Datetime(
        string="Outlet Answers Until",
        compute="_compute_outlet_assigned_at",
        store=True,
        precompute=True,
        copy=False,
        help="When the outlet is to have accepted or rejected the order on its portal.",
    )
    outlet_accepted_at = fields.Datetime(
        string="Taken by Outlet",
        compute="_compute_outlet_assigned_at",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
    )
    outlet_told_at = fields.Datetime(
        string="Outlet Told",
        compute="_compute_outlet_assigned_at",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        help="When the outlet got the mail that names this job.",
    )
    is_outlet_late = fields.Boolean(
        string="Outlet Has Not Answered",
        compute="_compute_is_outlet_late",
        search="_search_is_outlet_late",
    )

    @api.depends("outlet_id")
    def _compute_outlet_assigned_at(self):
        """Another outlet is asked anew."""
        now = fields.Datetime.now()
        for order in self:
            outlet = order.outlet_id
            hours = order.company_id.aftersales_outlet_answer_hours
            order.outlet_assigned_at = outlet and now
            order.outlet_answer_due_at = outlet and outlet_portal.answer_due(now, hours)
            order.outlet_accepted_at = False
            order.outlet_told_at = False

    @api.depends("outlet_answer_due_at", "outlet_accepted_at", "state")
    def _compute_is_outlet_late(self):
        late = self.filtered_domain(self._get_outlet_late_domain())
        for order in self:
            order.is_outlet_late = order in late

    def _search_is_outlet_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._get_outlet_late_domain()
        return flag_domain(value, late)

    @api.model
    def _get_outlet_late_domain(self) -> Domain:
        """Orders of outlets on the portal that should have answered by now."""
        return (
            self._get_unanswered_domain()
            & Domain("outlet_id.user_ids.share", "=", True)
            & Domain("outlet_answer_due_at", "<", fields.Datetime.now())
        )

    @api.model
    def _get_unanswered_domain(self) -> Domain:
        return (
            Domain("outlet_id", "!=", False)
            & Domain("outlet_accepted_at", "=", False)
            & Domain("state", "in", outlet_portal.UNANSWERED_STATES)
        )
