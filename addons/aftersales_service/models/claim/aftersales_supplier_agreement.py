from odoo import fields, models

from ...tools import recovery


class AftersalesSupplierAgreement(models.Model):
    """What a supplier bears when his part fails in our warranty, and for how long."""

    _name = "aftersales.supplier.agreement"
    _description = "Supplier Agreement"
    _inherit = ["mail.thread"]
    _order = "partner_id, valid_from desc, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner",
        string="Supplier",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        check_company=True,
        help="Only for this part. Empty: for all parts of the category.",
    )
    category_id = fields.Many2one(
        "product.category",
        help="Only for parts of this category and those below. Empty: for all parts of "
        "the supplier.",
    )
    valid_from = fields.Date(tracking=True)
    valid_to = fields.Date(tracking=True)
    term_months = fields.Integer(
        string="Term (months)",
        tracking=True,
        help="How long the supplier answers for a part, from its receipt. 0: without "
        "end.",
    )
    part_rate = fields.Float(
        string="Share of Part",
        default=1.0,
        tracking=True,
        help="Share of the part's cost that the supplier credits.",
    )
    labour_rate = fields.Float(
        string="Share of Labour",
        tracking=True,
        help="Share of the labour and travel of the service order, at our tariff.",
    )
    freight_rate = fields.Float(
        string="Share of Freight",
        tracking=True,
        help="Share of the freight of the part.",
    )
    needs_return = fields.Boolean(
        string="Parts Go Back",
        default=True,
        help="The supplier wants to see the parts.",
    )
    return_days = fields.Integer(
        string="Back Within (days)",
        default=30,
        help="From the start of the claim to the day by which he must have the parts.",
    )
    note = fields.Text(help="Contract, contact, how the claim is handed in.")

    _rates_are_shares = models.Constraint(
        "CHECK(part_rate BETWEEN 0 AND 1 AND labour_rate BETWEEN 0 AND 1"
        " AND freight_rate BETWEEN 0 AND 1)",
        "Shares of a supplier agreement are between 0 % and 100 %.",
    )
    _days_not_negative = models.Constraint(
        "CHECK(term_months >= 0 AND return_days >= 0)",
        "Term and days of a supplier agreement cannot be negative.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "A supplier agreement cannot end before it begins.",
    )

    def _to_plain(self) -> recovery.Terms:
        self.ensure_one()
        return recovery.Terms(
            self.id,
            self.product_id.id or None,
            self.category_id.id or None,
            self.valid_from or None,
            self.valid_to or None,
        )

    def _get_shares(self) -> tuple[float, float, float]:
        """Of part, labour, freight; without an agreement the part alone is asked."""
        if not self:
            return (1.0, 0.0, 0.0)
        return (self.part_rate, self.labour_rate, self.freight_rate)
