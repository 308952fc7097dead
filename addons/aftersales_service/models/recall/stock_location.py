from odoo import fields, models


class StockLocation(models.Model):
    _inherit = "stock.location"

    aftersales_is_quarantine = fields.Boolean(
        string="Quarantine",
        help="Goods under a recall may be brought here, from wherever they lie.",
    )

    def _is_quarantine(self) -> bool:
        """This location or one around it is for quarantine."""
        around = [int(key) for key in (self.parent_path or "").split("/") if key]
        return any(self.browse(around).sudo().mapped("aftersales_is_quarantine"))
