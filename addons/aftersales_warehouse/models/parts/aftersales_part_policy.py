from odoo import fields, models

from ...tools import part_demand


class AftersalesPartPolicy(models.Model):
    """How sure to be that a part is there, and how long it takes to get more."""

    _name = "aftersales.part.policy"
    _description = "Stocking Policy of Parts"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="Holds for their sub-categories too. Empty: any part.",
    )
    service_level = fields.Float(
        string="Service Level (%)",
        default=95.0,
        required=True,
        help="How often the part shall be there when it is asked for.",
    )
    lead_days = fields.Integer(
        string="Lead Time (days)",
        default=15,
        required=True,
        help="Until more arrives, counted from the order.",
    )
    review_days = fields.Integer(
        string="Between Two Orders (days)", default=30, required=True
    )
    history_days = fields.Integer(
        string="Look Back (days)",
        default=365,
        required=True,
        help="Repairs of this time tell how often a part fails.",
    )
    for_vans = fields.Boolean(
        string="Vans, Too",
        help="Share the outlet's demand among the vans of its technicians.",
    )
    van_lead_days = fields.Integer(
        string="Lead Time of Vans (days)",
        default=2,
        required=True,
        help="Until a van is filled from the outlet's stock.",
    )

    _service_level_range = models.Constraint(
        "CHECK(service_level > 0 AND service_level < 100)",
        "Service Level must lie between 0 and 100 %.",
    )
    _days_positive = models.Constraint(
        "CHECK(lead_days > 0 AND review_days > 0 AND history_days > 0 "
        "AND van_lead_days > 0)",
        "Days of a stocking policy must be above zero.",
    )

    def _to_plain(self, is_van: bool) -> part_demand.Policy:
        self.ensure_one()
        return part_demand.Policy(
            self.service_level / 100.0,
            self.van_lead_days if is_van else self.lead_days,
            self.review_days,
        )

    def _fits(self, product, company) -> bool:
        self.ensure_one()
        if self.company_id and self.company_id != company:
            return False
        path = {
            int(key) for key in (product.categ_id.parent_path or "").split("/") if key
        }
        return not self.categ_ids or not path.isdisjoint(self.categ_ids.ids)
