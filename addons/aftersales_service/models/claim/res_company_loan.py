from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_loan_location_id = fields.Many2one(
        "stock.location",
        string="Loan Location",
        check_company=True,
        domain=[("usage", "=", "internal")],
        help="Units lent to customers stand here: still the company's stock and value, "
        "but in no warehouse, so that nothing is delivered from it.",
    )
    aftersales_loan_days = fields.Integer(
        string="Loans Are Due After (days)",
        default=14,
        help="Proposed due date of a new loan.",
    )
    aftersales_loan_chase_days = fields.Integer(
        string="Ask Again Every (days)",
        default=3,
        help="How often the customer of an overdue loan is reminded. 0: once.",
    )

    _loan_days_not_negative = models.Constraint(
        "CHECK(aftersales_loan_days >= 0 AND aftersales_loan_chase_days >= 0)",
        "Loaned units: days cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._create_aftersales_loan_location()
        return companies

    def _create_aftersales_loan_location(self) -> None:
        """Give each company that lacks one a place for what customers have.

        It is internal because the goods stay the company's property: a customer
        location would take them out of stock and book their cost as sold. It stands
        outside the warehouses, so what is lent is neither on hand nor reserved.
        """
        companies = self.filtered(lambda c: not c.aftersales_loan_location_id)
        locations = (
            self.env["stock.location"]
            .sudo()  # whoever founds a company need not be a storekeeper
            .create([company._prepare_loan_location_vals() for company in companies])
        )
        for company, location in zip(companies, locations, strict=True):
            company.aftersales_loan_location_id = location

    def _prepare_loan_location_vals(self) -> dict:
        self.ensure_one()
        return {
            "name": self.env._("Loaned to Customers"),
            "usage": "internal",
            "company_id": self.id,
        }
