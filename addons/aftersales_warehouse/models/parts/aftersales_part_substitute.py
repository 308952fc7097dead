from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesPartSubstitute(models.Model):
    """One part may stand in for another; equal ones without asking the customer."""

    _name = "aftersales.part.substitute"
    _description = "Substitute Part"
    _order = "product_id, sequence, id"
    _check_company_auto = True
    _rec_name = "substitute_id"

    product_id = fields.Many2one(
        "product.product",
        string="Part",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    substitute_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    direction = fields.Selection(
        [("one_way", "Only This Way"), ("both", "Either for the Other")],
        default="one_way",
        required=True,
    )
    is_equivalent = fields.Boolean(
        string="Equal in Every Respect",
        help="Same maker, function, look and warranty: used without asking the "
        "customer. Otherwise he must agree first.",
    )
    note = fields.Char(help="What is different, as the customer is told.")
    date_from = fields.Date(string="Valid From")
    date_to = fields.Date(string="Valid To")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")

    _pair_uniq = models.UniqueIndex(
        "(product_id, substitute_id, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "This substitute of the part is on the list already.",
    )
    _not_itself = models.Constraint(
        "CHECK(product_id != substitute_id)", "A part is no substitute of itself."
    )
    _dates_order = models.Constraint(
        "CHECK(date_to >= date_from)", "Valid To must not come before Valid From."
    )

    @api.model
    def _find(self, products, company, day) -> dict:
        """Rows that help on a day: {product: [(row, substitute), …]} in one query."""
        rows = self.search(
            Domain("company_id", "in", [False, company.id])
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", day))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
            & (
                Domain("product_id", "in", products.ids)
                | (
                    Domain("substitute_id", "in", products.ids)
                    & Domain("direction", "=", "both")
                )
            )
        )
        found: dict = {}
        for row in rows:
            if row.product_id in products:
                found.setdefault(row.product_id, []).append((row, row.substitute_id))
            if row.direction == "both" and row.substitute_id in products:
                found.setdefault(row.substitute_id, []).append((row, row.product_id))
        return found
