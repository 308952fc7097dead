from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_return_location_id = fields.Many2one(
        "stock.location",
        string="Returned Goods",
        check_company=True,
        domain=[("usage", "=", "internal")],
        help="Units that customers bring back go here, so that they are not sold as "
        "new. Empty: to stock.",
    )
    aftersales_claim_days = fields.Integer(
        string="Claims Done Within (days)",
        default=15,
        help="Proposed as Promised of a new claim. The law takes more than 15 days "
        "without cause for a refusal. 0: propose none.",
    )
    aftersales_dispute_routes = fields.Text(
        string="Routes of Dispute",
        translate=True,
        default=lambda self: self._default_aftersales_dispute_routes(),
        help="Told to a customer whose claim is refused: where he may turn to "
        "(Consumer Protection Law, art. 39).",
    )

    def _default_aftersales_dispute_routes(self) -> str:
        return self.env._(
            "If you do not agree, you may talk to us again, ask the consumers' "
            "association or another body for mediation, complain to the market "
            "supervision authority (hotline 12315), go to arbitration where that is "
            "agreed, or to court."
        )

    def _create_aftersales_warranty_location(self) -> None:
        """Companies get a place for returned goods at the same time."""
        result = super()._create_aftersales_warranty_location()
        companies = self.filtered(lambda c: not c.aftersales_return_location_id)
        locations = (
            self.env["stock.location"]
            .sudo()
            .create(
                [
                    {
                        "name": self.env._("Returned Goods"),
                        "usage": "internal",
                        "company_id": company.id,
                    }
                    for company in companies
                ]
            )
        )
        for company, location in zip(companies, locations, strict=True):
            company.aftersales_return_location_id = location
        return result
