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
    outlet_reason = fields.Text(
        string="Why This Outlet",
        compute="_compute_outlet_reason",
        help="How the outlet was found, or why none was.",
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
        matches = unassigned._match_outlets()
        for order in unassigned:
            order.outlet_id = matches[order].outlet

    @api.depends(
        "company_id",
        "type_id",
        "partner_id",
        "site_partner_id",
        "site_city",
        "outlet_id",
    )
    def _compute_outlet_reason(self):
        matches = self._match_outlets()
        for order in self:
            order.outlet_reason = order._describe_outlet(matches[order])

    def _match_outlets(self) -> dict:
        """Which outlet serves each order's site, and how it was found (``Match``).

        One query, however many orders.
        """
        if not self:
            return {}
        territories = self.env["aftersales.outlet"]._get_territories(
            self.company_id.ids
        )
        matches = {}
        for order in self:
            site = order.site_partner_id or order.partner_id
            matches[order] = territory.find_outlet(
                territories.get(order.company_id.id, ()),
                territory.Address(
                    zip=site.zip or "",
                    city=order.site_city or "",
                    state=site.state_id.id,
                ),
                order_type=order.type_id.id,
                default=order.company_id.aftersales_default_outlet_id.id,
            )
        return matches

    def _describe_outlet(self, match: territory.Match) -> str:
        """A match in words: what fits, who was passed over, what to do if nobody is."""
        self.ensure_one()
        outlets = self.env["aftersales.outlet"].sudo()
        lines = []
        if self.outlet_id and self.outlet_id.id != match.outlet:
            lines.append(
                self.env._(
                    "%(outlet)s was chosen by hand. By address it would be:",
                    outlet=self.outlet_id.sudo().name,
                )
            )
        lines += [
            self._get_outlet_refusals()[reason]
            % {"outlet": outlets.browse(outlet).name, "type": self.type_id.name}
            for outlet, reason in match.passed
        ]
        found = self._get_outlet_reasons()[match.by if match.outlet else "nobody"]
        state = (self.site_partner_id or self.partner_id).state_id.name
        lines.append(
            found
            % {
                "outlet": outlets.browse(match.outlet).name,
                "value": match.value or state or "",
            }
        )
        return "\n".join(lines)

    @api.model
    def _get_outlet_reasons(self) -> dict[str | None, str]:
        return {
            territory.ZIP: self.env._("%(outlet)s: zip codes beginning %(value)s."),
            territory.CITY: self.env._("%(outlet)s: city %(value)s."),
            territory.STATE: self.env._("%(outlet)s: province %(value)s."),
            territory.ANYWHERE: self.env._(
                "%(outlet)s: it lists no territory and serves what nobody else does."
            ),
            None: self.env._("%(outlet)s: default outlet of the company."),
            "nobody": self.env._(
                "No outlet serves this address and order type. Fill in the city or zip "
                "of the site, extend the territory of an outlet, or name a Default "
                "Outlet in Settings."
            ),
        }

    @api.model
    def _get_outlet_refusals(self) -> dict[str, str]:
        return {
            territory.SUSPENDED: self.env._(
                "%(outlet)s is suspended: those above it stand in."
            ),
            territory.OTHER_TYPE: self.env._(
                "%(outlet)s does not do “%(type)s”: those above it stand in."
            ),
        }

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
