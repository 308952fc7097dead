from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_duplicate_days = fields.Integer(
        string="Duplicate Calls Within (days)",
        default=7,
        help="A call about the same unit or from the same phone with the same fault "
        "within this many days is shown as a likely duplicate. 0: never.",
    )
    aftersales_repeat_days = fields.Integer(
        string="Repeated Fault Within (days)",
        default=90,
        help="The same fault of the same unit within this many days is flagged as a "
        "repeated repair. 0: never.",
    )
    aftersales_booking_check = fields.Selection(
        [("block", "Refuse"), ("warn", "Warn"), ("none", "Do Not Check")],
        string="Double Booking and Leave",
        default="block",
        required=True,
        help="What happens when a visit is planned while the technician has another "
        "visit or is on leave.",
    )
    aftersales_visit_hours = fields.Float(
        string="Planned Length of a Visit (hours)",
        default=2.0,
        help="How long a visit is booked for when it is put on the dispatch board.",
    )
    aftersales_settle_on = fields.Selection(
        [("paid", "The Invoice Is Paid"), ("invoiced", "The Invoice Is Posted")],
        string="Charged Work Is Settled When",
        default="paid",
        required=True,
    )
    aftersales_pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Service Tariff",
        check_company=True,
        help="Published prices of labour, travel and parts. An outlet may have its "
        "own tariff.",
    )
    aftersales_tariff_is_published = fields.Boolean(
        string="Publish the Service Tariff",
        help="Anyone may read the published prices at /service/tariff.",
    )
    aftersales_price_confirmation = fields.Boolean(
        string="Customer Confirms the Price First",
        default=True,
        help="Work that the customer pays is not started or ended before he has "
        "confirmed its price: by signing the quotation, or by name on site.",
    )
    aftersales_cash_journal_id = fields.Many2one(
        "account.journal",
        string="Cash Journal",
        check_company=True,
        domain=[("type", "=", "cash")],
        help="Takes the cash that technicians collect on site.",
    )
    aftersales_transfer_journal_id = fields.Many2one(
        "account.journal",
        string="Transfer Journal",
        check_company=True,
        domain=[("type", "=", "bank")],
        help="Takes the transfers that customers make on site.",
    )
    aftersales_labour_product_id = fields.Many2one(
        "product.product",
        string="Labour",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("labour"),
    )
    aftersales_travel_product_id = fields.Many2one(
        "product.product",
        string="Travel",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("travel"),
    )
    aftersales_warranty_location_id = fields.Many2one(
        "stock.location",
        string="Warranty Cost Location",
        check_company=True,
        help="Parts that nobody is invoiced for go here: its valuation account takes "
        "their cost the moment the repair ends.",
    )

    _visit_hours_positive = models.Constraint(
        "CHECK(aftersales_visit_hours > 0)",
        "Planned Length of a Visit: enter more than 0 hours.",
    )

    @api.model
    def _default_aftersales_product(self, kind: str):
        return self.env.ref(
            f"aftersales_service.product_product_{kind}", raise_if_not_found=False
        )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_aftersales_warranty_location()
        return companies

    def write(self, vals):
        result = super().write(vals)
        if vals.get("expense_account_id"):
            # The chart of accounts may come after the addon.
            self._fill_warranty_account()
        return result

    def _fill_warranty_account(self) -> None:
        """Warranty cost goes to the company's expense account until it says else."""
        for company in self:
            location = company.aftersales_warranty_location_id.sudo()
            if location and not location.valuation_account_id:
                location.valuation_account_id = company.expense_account_id

    def _create_aftersales_warranty_location(self) -> None:
        """Give each company that lacks one its warranty cost location."""
        companies = self.filtered(lambda c: not c.aftersales_warranty_location_id)
        locations = (
            self.env["stock.location"]
            .sudo()  # whoever founds a company need not be a storekeeper
            .create(
                [company._prepare_warranty_location_vals() for company in companies]
            )
        )
        for company, location in zip(companies, locations, strict=True):
            company.aftersales_warranty_location_id = location

    def _prepare_warranty_location_vals(self) -> dict:
        self.ensure_one()
        return {
            "name": self.env._("Warranty Cost"),
            "usage": "inventory",
            "company_id": self.id,
            # Empty while the company has no chart of accounts; see Settings.
            "valuation_account_id": self.expense_account_id.id,
        }
