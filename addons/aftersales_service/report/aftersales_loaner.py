from odoo import api, fields, models
from odoo.tools import SQL


class AftersalesLoaner(models.Model):
    """Units that may be lent: which are free, which are out, which are overdue.

    Free ones are what lies unreserved in the company's stores; the others are the loans
    that run. Nothing is stored: stock and loans are the facts.
    """

    _name = "aftersales.loaner"
    _description = "Loaner"
    _auto = False
    _order = "product_id, availability, due_date, id"
    _rec_name = "product_id"
    _depends = {
        "aftersales.loan": ["state", "due_date", "lot_id", "product_id", "location_id"],
        "stock.quant": ["quantity", "reserved_quantity", "location_id", "lot_id"],
        "product.template": ["is_loaner"],
        "stock.location": ["usage"],
        "res.company": ["aftersales_loan_location_id"],
    }

    product_id = fields.Many2one("product.product", readonly=True)
    lot_id = fields.Many2one("stock.lot", string="Serial Number", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    location_id = fields.Many2one("stock.location", string="Store", readonly=True)
    availability = fields.Selection(
        [("free", "Free"), ("lent", "Lent"), ("overdue", "Overdue")], readonly=True
    )
    quantity = fields.Float(digits="Product Unit", readonly=True)
    loan_id = fields.Many2one("aftersales.loan", readonly=True)
    order_id = fields.Many2one("aftersales.order", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    due_date = fields.Date(readonly=True)

    @property
    def _table_query(self) -> SQL:
        # Even numbers are stock, odd ones loans.
        return SQL(
            """
            SELECT 2 * quant.id AS id, quant.product_id, quant.lot_id, quant.company_id,
                   quant.location_id, 'free' AS availability,
                   quant.quantity - quant.reserved_quantity AS quantity,
                   NULL::integer AS loan_id, NULL::integer AS order_id,
                   NULL::integer AS partner_id, NULL::integer AS outlet_id,
                   NULL::date AS due_date
              FROM stock_quant quant
              JOIN stock_location location
                ON location.id = quant.location_id AND location.usage = 'internal'
              JOIN product_product product ON product.id = quant.product_id
              JOIN product_template template
                ON template.id = product.product_tmpl_id AND template.is_loaner
              JOIN res_company company ON company.id = quant.company_id
             WHERE quant.quantity > quant.reserved_quantity
               AND quant.owner_id IS NULL
               AND location.id IS DISTINCT FROM company.aftersales_loan_location_id
            UNION ALL
            SELECT 2 * loan.id + 1, loan.product_id, loan.lot_id, loan.company_id,
                   loan.location_id,
                   CASE WHEN loan.due_date < %(today)s THEN 'overdue' ELSE 'lent' END,
                   1.0, loan.id, loan.order_id, loan.partner_id, loan.outlet_id,
                   loan.due_date
              FROM aftersales_loan loan
             WHERE loan.state = 'lent'
            """,
            today=fields.Date.context_today(self),
        )

    @api.depends("product_id", "lot_id")
    def _compute_display_name(self):
        for loaner in self:
            loaner.display_name = " · ".join(
                filter(None, (loaner.product_id.display_name, loaner.lot_id.name))
            )

    def action_open(self):
        """Open the loan that runs, or prepare one of a free unit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Loaned Unit"),
            "res_model": "aftersales.loan",
            "view_mode": "form",
            "res_id": self.loan_id.id,
            "context": {
                "default_product_id": self.product_id.id,
                "default_lot_id": self.lot_id.id,
                "default_location_id": self.location_id.id,
            },
        }
