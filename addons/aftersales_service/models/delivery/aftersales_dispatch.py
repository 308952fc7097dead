from odoo import fields, models


class AftersalesDispatch(models.Model):
    """The installation that a visit works on."""

    _inherit = "aftersales.dispatch"

    installation_count = fields.Integer(related="order_id.installation_count")

    def action_view_installations(self):
        self.ensure_one()
        return self.order_id.action_view_installations()
