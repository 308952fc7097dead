from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import territory


class AftersalesOrder(models.Model):
    """Where the work is done, and by which outlet."""

    _inherit = "aftersales.order"

    site_partner_id = fields.Many2one(
        "res.partner",
        string="Site",
        check_company=True,
        index="btree_not_null",
        compute="_compute_site_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Address of the visit, if it is not the customer's own.",
    )
    site_city = fields.Char(
        string="City",
        compute="_compute_site_city",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the visit takes place: finds the outlet even before the full "
        "address is known.",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        ondelete="restrict",
        compute="_compute_outlet_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('state', '=', 'active')]",
        tracking=True,
    )

    @api.depends("equipment_id")
    def _compute_site_partner_id(self):
        for order in self:
            if not order.site_partner_id:
                order.site_partner_id = order.equipment_id.site_partner_id

    @api.depends("partner_id", "site_partner_id")
    def _compute_site_city(self):
        for order in self:
            if not order.site_city:
                order.site_city = (order.site_partner_id or order.partner_id).city

    @api.depends("company_id", "type_id", "partner_id", "site_partner_id", "site_city")
    def _compute_outlet_id(self):
        """Propose the outlet of the territory while none is chosen."""
        unassigned = self.filtered(
            lambda order: (
                not order.outlet_id
                and order.state == "draft"
                and (order.partner_id or order.site_partner_id or order.site_city)
            )
        )
        territories = (
            self.env["aftersales.outlet"]._get_territories(unassigned.company_id.ids)
            if unassigned
            else {}
        )
        for order in unassigned:
            site = order.site_partner_id or order.partner_id
            order.outlet_id = territory.best_outlet(
                territories.get(order.company_id.id, ()),
                territory.Address(
                    zip=site.zip or "",
                    city=order.site_city or "",
                    state=site.state_id.id,
                ),
                order_type=order.type_id.id,
            )

    def action_open_map(self):
        """Open the site in the browser's map application."""
        self.ensure_one()
        site = self.site_partner_id or self.partner_id
        address = site._display_address(without_company=True).replace("\n", " ").strip()
        if not address:
            raise UserError(
                self.env._(
                    "There is no address on %(partner)s. Fill in the street and city "
                    "of the customer or choose a Site.",
                    partner=site.display_name,
                )
            )
        return {"type": "ir.actions.act_url", "url": f"geo:0,0?q={address}"}
