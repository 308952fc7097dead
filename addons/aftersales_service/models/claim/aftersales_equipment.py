from datetime import date

from odoo import fields, models

from ...tools import warranty_facts


class AftersalesEquipment(models.Model):
    """Claims about a unit, and the units that replaced one another."""

    _inherit = "aftersales.equipment"

    replaces_id = fields.Many2one(
        "aftersales.equipment",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Unit that this one was given for in an exchange.",
    )
    replaced_by_ids = fields.One2many("aftersales.equipment", "replaces_id")
    claim_ids = fields.One2many("aftersales.claim", "equipment_id", "Claims")
    claim_count = fields.Integer(compute="_compute_claim_count")

    def _compute_claim_count(self):
        counts = dict(
            self.env["aftersales.claim"]._read_group(
                [("equipment_id", "in", self.ids)], ["equipment_id"], ["__count"]
            )
        )
        for unit in self:
            unit.claim_count = counts.get(unit, 0)

    def _get_facts(self, on: date, repairs=None) -> dict[int, warranty_facts.Facts]:
        """Days in repair of the units before count as long as use is counted from
        before the exchange; one round for each exchange, however many units."""
        found = super()._get_facts(on, repairs)
        given = self.sudo().filtered(lambda unit: unit.replaces_id)
        before = given.replaces_id._get_facts(on) if given else {}
        for unit in given:
            end = unit.exchange_date or on
            found[unit.id] = found[unit.id]._replace(
                days_before_exchange=warranty_facts.days_until(
                    before[unit.replaces_id.id], end
                )
            )
        return found

    def action_view_claims(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_claim_action"
        )
        action["domain"] = [("equipment_id", "=", self.id)]
        action["context"] = {"default_equipment_id": self.id}
        return action
