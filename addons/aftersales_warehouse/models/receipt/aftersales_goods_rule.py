from odoo import api, fields, models, tools
from odoo.fields import Domain

OPERATION_CODES = {"receipt": "incoming", "issue": "outgoing"}


class AftersalesGoodsRule(models.Model):
    """Which transfers of an outlet's warehouse need a check or signatures.

    The first rule that fits a transfer decides. Where none fits, none are needed.
    """

    _name = "aftersales.goods.rule"
    _inherit = ["aftersales.cached.mixin"]
    _description = "Rule for Goods Papers"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: all companies."
    )
    operation = fields.Selection(
        [("receipt", "Receipt"), ("issue", "Issue")],
        help="Empty: both.",
    )
    origin = fields.Selection(
        [
            ("service", "Parts of a Service Order"),
            ("claim", "Claim of a Customer"),
            ("return", "Return of an Earlier Transfer"),
            ("customer", "Customer"),
            ("supplier", "Supplier"),
            ("transfer", "Another Warehouse"),
        ],
        string="Where From or To",
        help="Empty: any.",
    )
    picking_type_ids = fields.Many2many(
        "stock.picking.type",
        string="Operation Types",
        domain="[('code', 'in', ('incoming', 'outgoing'))]",
        help="Empty: all of outlets' warehouses.",
    )
    is_required = fields.Boolean(
        string="Papers Needed",
        default=True,
        help="Receipts are checked against the delivery note, issues need signatures. "
        "Off: these transfers go as the host lets them.",
    )

    @api.model
    @tools.ormcache("company_id")
    def _get_rule_ids(self, company_id: int) -> tuple[int, ...]:
        rules = self.sudo().search([("company_id", "in", (company_id, False))])
        return tuple(rules.ids)

    def _get_transfer_domain(self, operation: str) -> Domain:
        """Transfers of a company that the rule speaks of, receipts or issues."""
        self.ensure_one()
        if self.operation and self.operation != operation:
            return Domain.FALSE
        domain = Domain("picking_type_id.code", "=", OPERATION_CODES[operation])
        if self.picking_type_ids:
            domain &= Domain("picking_type_id", "in", self.picking_type_ids.ids)
        if self.origin:
            domain &= self._get_origin_domain(self.origin, operation)
        return domain

    @api.model
    def _get_origin_domain(self, origin: str, operation: str) -> Domain:
        """Transfers of an origin; addons with transfers of their own extend it."""
        other = "location_id" if operation == "receipt" else "location_dest_id"
        domains = {
            "service": Domain("move_ids.aftersales_order_id", "!=", False),
            "claim": Domain("aftersales_claim_id", "!=", False),
            "return": Domain("return_id", "!=", False),
            "customer": Domain(f"{other}.usage", "=", "customer"),
            "supplier": Domain(f"{other}.usage", "=", "supplier"),
            "transfer": Domain(f"{other}.usage", "in", ("transit", "internal")),
        }
        return domains[origin]
