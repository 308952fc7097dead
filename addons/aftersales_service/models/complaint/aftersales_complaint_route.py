from odoo import api, fields, models


class AftersalesComplaintRoute(models.Model):
    """Where a complainant may turn who rejects our answer (Consumer Law, art. 39)."""

    _name = "aftersales.complaint.route"
    _description = "Outside Route of a Complaint"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all.")
    kind = fields.Selection(
        [
            ("mediation", "Mediation"),
            ("authority", "Authority"),
            ("arbitration", "Arbitration"),
            ("court", "Court"),
        ],
        required=True,
        default="mediation",
    )
    phone = fields.Char()
    website = fields.Char()
    note = fields.Text(translate=True, help="Told to the complainant.")
    source = fields.Char(help="Law the route comes from.")

    @api.model
    def _get_routes(self, company):
        """Routes that complainants of a company are told, in their order."""
        return self.sudo().search([("company_id", "in", (company.id, False))])

    def _describe(self) -> str:
        """A line for each route: name, how to reach it, what there is to know."""
        return "\n".join(
            " · ".join(filter(None, (r.name, r.phone, r.website, r.note))) for r in self
        )
