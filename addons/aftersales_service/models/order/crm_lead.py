from odoo import fields, models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "aftersales.origin.mixin"]

    _aftersales_origin_field = "origin_lead_id"

    aftersales_source_order_id = fields.Many2one(
        "aftersales.order",
        string="Grown Out Of Service",
        check_company=True,
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups="aftersales_service.group_reader",
    )

    def _prepare_aftersales_order_context(self) -> dict:
        return {
            **super()._prepare_aftersales_order_context(),
            "default_partner_id": self.partner_id.id,
            "default_phone": self.phone,
        }
