from odoo import api, fields, models, tools


class AftersalesSignoffRole(models.Model):
    """Who signs for goods: the storekeeper for a receipt, three others for an issue."""

    _name = "aftersales.signoff.role"
    _inherit = ["aftersales.signoff.role", "aftersales.cached.mixin"]

    goods_operation = fields.Selection(
        [("receipt", "Receipt of Goods"), ("issue", "Issue of Goods")],
        help="Of transfers only: what is signed.",
    )
    is_outlet_only = fields.Boolean(
        string="People of the Outlet",
        help="Signs only what belongs to the own outlet, or to one below it. Whoever "
        "stands in for him is named among its people.",
    )
    is_working_time = fields.Boolean(
        string="In Working Hours",
        help="“Owed Within” counts the hours in which the outlet is open.",
    )

    @api.model
    @tools.ormcache("company_id")
    def _get_goods_role_ids(self, company_id: int) -> tuple[tuple[int, str], ...]:
        """Roles that sign transfers of a company, in their order."""
        roles = self.sudo().search(
            [
                ("res_model", "=", "stock.picking"),
                ("company_id", "in", (company_id, False)),
            ]
        )
        return tuple((role.id, role.goods_operation) for role in roles)
