from odoo import fields, models

from ...tools.geo import Road


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_skill_check = fields.Selection(
        [("block", "Refuse"), ("warn", "Warn"), ("none", "Do Not Check")],
        string="Certificates",
        default="block",
        required=True,
        help="What happens when a visit is planned or sent with a technician whose "
        "certificate is missing, has expired or is not yet valid on that day (R424).",
    )
    aftersales_default_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Default Outlet",
        check_company=True,
        domain="[('state', '=', 'active')]",
        help="Takes the orders that no outlet's territory covers.",
    )
    aftersales_road_factor = fields.Float(
        string="Road Factor",
        default=1.3,
        help="How much longer roads are than the straight line.",
    )
    aftersales_travel_speed = fields.Float(
        string="Travel Speed (km/h)",
        default=40.0,
        help="Average speed between two customers: gives the time to leave between "
        "visits. 0: none.",
    )

    _aftersales_road_positive = models.Constraint(
        "CHECK(aftersales_road_factor >= 1 AND aftersales_travel_speed >= 0)",
        "Roads are not shorter than the straight line (Road Factor at least 1), and "
        "the Travel Speed is not negative.",
    )

    def _get_road(self) -> Road:
        """How ways between customers are measured."""
        self.ensure_one()
        return Road(self.aftersales_road_factor, self.aftersales_travel_speed)
