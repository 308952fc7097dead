from odoo import fields, models

from ...tools import territory


class AftersalesTariffZone(models.Model):
    """Places that the tariff has prices of their own for."""

    _name = "aftersales.tariff.zone"
    _description = "Tariff Zone"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state_ids = fields.Many2many("res.country.state", string="Provinces")
    cities = fields.Char(help="Names of cities, separated by commas.")
    zip_prefixes = fields.Char(help="Beginnings of zip codes, separated by commas.")

    def _get_territory(self) -> territory.Territory:
        self.ensure_one()
        return territory.Territory(
            outlet=self.id,
            zips=territory.split_list(self.zip_prefixes),
            cities=territory.split_list(self.cities),
            states=frozenset(self.state_ids.ids),
        )

    def _describe(self) -> str:
        """Which places lie in this zone, in words for the published tariff."""
        self.ensure_one()
        parts = [
            *self.state_ids.mapped("name"),
            *territory.split_list(self.cities),
            *(
                self.env._("zip %(prefix)s…", prefix=prefix)
                for prefix in territory.split_list(self.zip_prefixes)
            ),
        ]
        return ", ".join(parts) or self.env._("everywhere")
