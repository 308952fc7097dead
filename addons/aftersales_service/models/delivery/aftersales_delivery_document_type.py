from odoo import api, fields, models


class AftersalesDeliveryDocumentType(models.Model):
    """A paper that goes with goods (R174), or is handed over at acceptance (R185)."""

    _name = "aftersales.delivery.document.type"
    _description = "Type of Delivery Document"
    _order = "usage, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    usage = fields.Selection(
        [("packing", "In the Package"), ("acceptance", "At Acceptance")],
        string="Needed",
        default="packing",
        required=True,
    )
    category_ids = fields.Many2many(
        "product.category",
        relation="aftersales_delivery_document_type_category_rel",
        column1="type_id",
        column2="category_id",
        string="Product Categories",
        help="Needed for goods of these categories and those below them. Empty: for "
        "all goods.",
    )
    needs_number = fields.Boolean(
        help="The number of the paper is written down, such as that of a certificate."
    )
    note = fields.Text(string="What It Holds", translate=True)

    @api.model
    def _get_all(self, usage: str):
        """Papers of that usage, of all companies: what a batch picks from."""
        return self.sudo().search([("usage", "=", usage)])

    def _pick(self, company, products):
        """Those of these papers that are needed with the products, in their order."""
        categories = set()
        for category in products.categ_id:
            path = (category.parent_path or "").strip("/")
            categories.update(int(part) for part in path.split("/") if part)
        return self.filtered(
            lambda kind: (
                kind.company_id in (company, company.browse())
                and (not kind.category_ids or categories & {*kind.category_ids.ids})
            )
        )
