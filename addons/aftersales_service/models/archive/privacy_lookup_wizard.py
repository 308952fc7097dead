from odoo import models
from odoo.tools import SQL


class PrivacyLookupWizard(models.TransientModel):
    """The host looks for addresses and for links to a contact. Ours are found so; what
    only carries his name, or belongs to an order of his, is found here."""

    _inherit = "privacy.lookup.wizard"

    def _get_query(self):
        query = super()._get_query()
        self.env.flush_all()
        name = self.name.strip()
        model_id = self.env["ir.model"]._get_id
        return SQL(
            """
            %(query)s
            UNION ALL
            SELECT %(order_model)s AS res_model_id, o.id AS res_id, True AS is_active
              FROM aftersales_order o
             WHERE (o.contact_name ILIKE %(name)s OR o.signed_by ILIKE %(name)s)
               AND o.partner_id NOT IN (SELECT id FROM indirect_references)
               AND COALESCE(o.site_partner_id, 0)
                   NOT IN (SELECT id FROM indirect_references)
            UNION ALL
            SELECT %(dispatch_model)s AS res_model_id, d.id AS res_id, True AS is_active
              FROM aftersales_dispatch d
              JOIN aftersales_order o ON o.id = d.order_id
             WHERE d.signed_by ILIKE %(name)s
                OR o.partner_id IN (SELECT id FROM indirect_references)
            UNION ALL
            SELECT %(receipt_model)s AS res_model_id, r.id AS res_id, True AS is_active
              FROM aftersales_equipment_receipt r
              JOIN aftersales_order o ON o.id = r.order_id
             WHERE o.partner_id IN (SELECT id FROM indirect_references)
            """,
            query=query,
            name=name,
            order_model=model_id("aftersales.order"),
            dispatch_model=model_id("aftersales.dispatch"),
            receipt_model=model_id("aftersales.equipment.receipt"),
        )
