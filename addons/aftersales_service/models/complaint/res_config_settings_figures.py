from odoo import api, fields, models

ALIAS = "aftersales_service.mail_alias_complaint"


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_complaint_base = fields.Selection(
        related="company_id.aftersales_complaint_base", readonly=False
    )
    aftersales_complaint_alias = fields.Char(
        string="Complaints' Address",
        help="Mails to this name at the company's alias domain become complaints.",
    )

    @api.model
    def get_values(self):
        alias = self.env.ref(ALIAS, raise_if_not_found=False)
        return {
            **super().get_values(),
            "aftersales_complaint_alias": alias and alias.sudo().alias_name,
        }

    def set_values(self):
        result = super().set_values()
        alias = self.env.ref(ALIAS, raise_if_not_found=False)
        if alias and alias.alias_name != self.aftersales_complaint_alias:
            alias.alias_name = self.aftersales_complaint_alias
        return result
