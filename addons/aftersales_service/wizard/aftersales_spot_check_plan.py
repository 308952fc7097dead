from secrets import randbelow

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import sampling

# Somebody was, or is, at the customer's.
LOOKED_AT_STATES = ("departed", "arrived", "finished", "returned")


class AftersalesSpotCheckPlan(models.TransientModel):
    """Draws visits of a period at random; with the seed, the same ones again."""

    _name = "aftersales.spot.check.plan"
    _description = "Plan Spot Checks"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.subtract(
            fields.Date.context_today(self), days=7
        ),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    outlet_ids = fields.Many2many("aftersales.outlet", string="Outlets")
    size = fields.Integer(string="How Many", default=5, required=True)
    seed = fields.Integer(
        default=lambda self: randbelow(10**6) + 1,
        required=True,
        help="Drawn by chance. Type the seed of an earlier sample to draw that again.",
    )
    inspector_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user
    )
    check_date = fields.Date(
        string="Date", required=True, default=fields.Date.context_today
    )
    population_count = fields.Integer(
        string="Visits to Draw From", compute="_compute_population_count"
    )

    @api.depends("company_id", "date_from", "date_to", "outlet_ids")
    def _compute_population_count(self):
        for plan in self:
            plan.population_count = self.env["aftersales.dispatch"].search_count(
                plan._get_population_domain()
            )

    def _get_population_domain(self) -> Domain:
        """Visits of the period. Those checked before stay in: drawing again would
        else give another sample."""
        self.ensure_one()
        if not (self.date_from and self.date_to):
            return Domain.FALSE
        start, end = self.env["aftersales.dispatch"]._get_day_bounds(
            self.date_from, self.date_to
        )
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", LOOKED_AT_STATES)
            & Domain("sent_at", ">=", start)
            & Domain("sent_at", "<", end)
        )
        if self.outlet_ids:
            domain &= Domain("outlet_id", "in", self.outlet_ids.ids)
        return domain

    def action_draw(self):
        """Create a spot check for each visit drawn that has none of this seed yet."""
        self.ensure_one()
        population = self.env["aftersales.dispatch"].search(
            self._get_population_domain()
        )
        if self.size < 1 or not population:
            raise UserError(
                self.env._(
                    "There is nothing to draw: ask for one visit or more, of a period "
                    "(From, Until) with visits that were sent."
                )
            )
        drawn = population.browse(sampling.draw(population.ids, self.size, self.seed))
        SpotCheck = self.env["aftersales.spot.check"]
        before = SpotCheck.search(
            [("dispatch_id", "in", drawn.ids), ("seed", "=", self.seed)]
        )
        checks = before | SpotCheck.create(
            [
                {
                    "dispatch_id": dispatch.id,
                    "company_id": self.company_id.id,
                    "inspector_id": self.inspector_id.id,
                    "check_date": self.check_date,
                    "seed": self.seed,
                }
                for dispatch in drawn - before.dispatch_id
            ]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_spot_check_action"
        )
        action["domain"] = [("id", "in", checks.ids)]
        action["context"] = {}
        return action
