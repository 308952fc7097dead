from odoo import fields, models


class AftersalesStockLayer(models.Model):
    _inherit = "aftersales.stock.layer"

    depreciation_line_ids = fields.One2many(
        "aftersales.depreciation.line", "layer_id", string="Depreciation"
    )

    def action_view_depreciation(self):
        """What runs have said of this layer, the latest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_depreciation_line_action"
        )
        return {
            **action,
            "views": [(False, "list"), (False, "form")],
            "domain": [("layer_id", "=", self.id)],
            "context": {},
        }

    def _get_booked(self):
        return super()._get_booked() | self.filtered("depreciation_line_ids")
