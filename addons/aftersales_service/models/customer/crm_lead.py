from odoo import api, fields, models
from odoo.fields import Domain

from ..dispatch.aftersales_dispatch_visit import OPINIONS
from .res_partner_sales import SALES

FACTS = (
    "aftersales_open_order_count",
    "aftersales_last_opinion",
    "aftersales_ending_count",
    "aftersales_next_end_date",
)


class CrmLead(models.Model):
    """What sales sees of the customer's service on the opportunity and in the pipeline,
    and which unit or order it grew out of."""

    _inherit = "crm.lead"

    aftersales_source_equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit It Is About",
        check_company=True,
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups="aftersales_service.group_reader",
    )
    aftersales_open_order_count = fields.Integer(
        string="Open Service Orders", compute="_compute_aftersales_facts", groups=SALES
    )
    aftersales_last_opinion = fields.Selection(
        OPINIONS,
        string="Last Opinion",
        compute="_compute_aftersales_facts",
        groups=SALES,
    )
    aftersales_ending_count = fields.Integer(
        string="Warranties That End Soon",
        compute="_compute_aftersales_facts",
        groups=SALES,
    )
    aftersales_next_end_date = fields.Date(
        string="Next Warranty Ends", compute="_compute_aftersales_facts", groups=SALES
    )
    aftersales_has_open_orders = fields.Boolean(
        string="Has Open Service Orders",
        compute="_compute_aftersales_flags",
        search="_search_aftersales_has_open_orders",
        groups=SALES,
    )
    aftersales_ends_soon = fields.Boolean(
        string="Warranty Ends Soon",
        compute="_compute_aftersales_flags",
        search="_search_aftersales_ends_soon",
        groups=SALES,
    )
    aftersales_may_call = fields.Boolean(
        string="May Be Called",
        compute="_compute_aftersales_flags",
        search="_search_aftersales_may_call",
        groups=SALES,
    )

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("partner_id")
    def _compute_aftersales_facts(self):
        """As the customer says of himself, who knows whose customer he is."""
        for lead in self:
            for name in FACTS:
                lead[name] = lead.partner_id[name]

    @api.depends_context("uid", "allowed_company_ids")
    @api.depends("partner_id")
    def _compute_aftersales_flags(self):
        for lead in self:
            partner = lead.partner_id
            lead.aftersales_has_open_orders = partner.aftersales_has_open_orders
            lead.aftersales_ends_soon = partner.aftersales_ends_soon
            lead.aftersales_may_call = not partner or partner.aftersales_may_call

    def _search_aftersales_has_open_orders(self, operator, value):
        return self._search_by_customer("aftersales_has_open_orders", operator, value)

    def _search_aftersales_ends_soon(self, operator, value):
        return self._search_by_customer("aftersales_ends_soon", operator, value)

    def _search_aftersales_may_call(self, operator, value):
        """Who is no customer yet may be called."""
        wanted = self._search_by_customer("aftersales_may_call", operator, value)
        if wanted is not NotImplemented and True in value:
            wanted |= Domain("partner_id", "=", False)
        return wanted

    def _search_by_customer(self, field: str, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("partner_id", "any", Domain(field, "in", value))

    def _merge_dependences(self, opportunities):
        """What made the merged ones stays known, so that it does not make them anew."""
        self.env["aftersales.opportunity"].sudo().search(
            [("lead_id", "in", opportunities.ids)]
        ).lead_id = self
        return super()._merge_dependences(opportunities)

    def action_view_aftersales_source(self):
        """The order or the unit it grew out of."""
        self.ensure_one()
        source = self.aftersales_source_order_id or self.aftersales_source_equipment_id
        return {
            "type": "ir.actions.act_window",
            "res_model": source._name,
            "res_id": source.id,
            "view_mode": "form",
        }
