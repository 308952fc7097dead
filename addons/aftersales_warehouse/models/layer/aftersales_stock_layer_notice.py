from odoo import api, fields, models
from odoo.fields import Domain

TURNS_AGED = "aftersales_warehouse.activity_type_aged_stock"


class AftersalesStockLayer(models.Model):
    """An outlet is told once of goods that are about to turn aged.

    A night's activity speaks of all of them together: one for each of its people.
    """

    _name = "aftersales.stock.layer"
    _inherit = ["aftersales.stock.layer", "aftersales.reminder.mixin"]

    aged_notice_on = fields.Date(
        string="Told On", copy=False, help="When the outlet was told of its age."
    )

    @api.model
    def _get_remind_domain(self) -> Domain:
        # Layers of all companies: the night's job knows no company of its own.
        companies = self.env["res.company"].search(Domain.TRUE)
        ages = self.env["aftersales.stock.age"].with_company(companies[0])
        ages = ages.with_context(allowed_company_ids=companies.ids)
        due = ages._search([("term_state", "in", ("turning", "aged", "full"))])
        return (
            Domain("aged_notice_on", "=", False)
            & Domain("outlet_id", "!=", False)
            & Domain("id", "in", due)
        )

    @api.model
    def _get_remind_order(self) -> str:
        return "outlet_id, id"

    def _prepare_reminders(self) -> list[dict]:
        model_id = self.env["ir.model"]._get_id("aftersales.outlet")
        kind = self.env.ref(TURNS_AGED).id
        found = self._get_told_together()._group_for_notice()
        today = fields.Date.context_today(self)
        people = self.outlet_id._get_stock_people()
        return [
            {
                "activity_type_id": kind,
                "res_model_id": model_id,
                "res_id": outlet.id,
                "user_id": user.id,
                "date_deadline": today if facts["aged"] else facts["turns_on"],
                "note": outlet.with_context(lang=user.lang)._get_aged_note(**facts),
            }
            for outlet, facts in found.items()
            for user in people[outlet]
        ]

    def _mark_told(self) -> None:
        self._get_told_together().aged_notice_on = fields.Date.context_today(self)

    def _get_told_together(self):
        """All that the outlets of these are to be told of."""
        mine = Domain("outlet_id", "in", self.outlet_id.ids)
        return self.search(mine & self._get_remind_domain())

    def _group_for_notice(self) -> dict:
        """Layers that are past their term, those that turn aged, and the first day
        on which one of these has a period due; by outlet."""
        ages = self.env["aftersales.stock.age"]
        today = fields.Date.context_today(self)
        _policies, goods = ages.with_context(
            allowed_company_ids=self.company_id.ids
        )._get_policies(today)
        policy_of = {row[:2]: row[2] for row in goods}
        policies = self.env["aftersales.storage.policy"].sudo()
        found = {}
        for outlet, layers in self.grouped("outlet_id").items():
            days = {
                layer: policies.browse(
                    policy_of[layer.company_id.id, layer.categ_id.id or 0]
                )._get_aged_on(layer.first_received_on)
                for layer in layers
            }
            aged = layers.filtered(lambda layer, days=days: days[layer] <= today)
            found[outlet] = {
                "aged": aged,
                "turning": layers - aged,
                "turns_on": min((days[one] for one in layers - aged), default=None),
            }
        return found
