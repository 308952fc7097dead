from odoo import api, fields, models


class AftersalesReturnVisitCampaign(models.Model):
    """The live counter: customers of the year, and how many were visited (R274)."""

    _inherit = "aftersales.return.visit.campaign"

    year_customer_count = fields.Integer(
        string="Customers of the Year", compute="_compute_year"
    )
    year_required_count = fields.Integer(
        string="To Be Visited in the Year", compute="_compute_year"
    )
    year_visited_count = fields.Integer(
        string="Visited in the Year", compute="_compute_year"
    )
    year_missing_count = fields.Integer(
        string="Still Missing in the Year", compute="_compute_year"
    )
    year_rate = fields.Float(string="Coverage of the Year (%)", compute="_compute_year")

    @api.depends("company_id", "date_to", "visit_ids.state")
    def _compute_year(self):
        Visit = self.env["aftersales.return.visit"]
        known: dict = {}
        for campaign in self:
            company, day = campaign.company_id, campaign.date_to
            key = company, day and day.year
            if company and day and key not in known:
                known[key] = Visit.sudo()._get_year_coverage(company, day)
            found = known.get(key, {})
            customers = found.get("customers", 0)
            visited = found.get("visited", 0)
            campaign.year_customer_count = customers
            campaign.year_required_count = found.get("required", 0)
            campaign.year_visited_count = visited
            campaign.year_missing_count = found.get("missing", 0)
            campaign.year_rate = 100 * visited / customers if customers else 0.0
