from odoo import api, fields, models

from ...tools import warranty_facts
from ...tools.warranty_card import EXCLUDING

# The exclusion that policies name where a card must be the unit's own (R119).
CARD_MISMATCH = "model_mismatch"
CARD_FACTS = {"shown_card_id", "is_card_altered"}


class AftersalesOrder(models.Model):
    """The warranty card that the customer shows, and this repair as it tells it."""

    _inherit = "aftersales.order"

    shown_card_id = fields.Many2one(
        "aftersales.warranty.card",
        string="Card Shown",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        tracking=True,
        help="The warranty card that the customer shows, by its number.",
    )
    is_card_altered = fields.Boolean(
        string="Card Was Altered",
        copy=False,
        tracking=True,
        help="Entries on the paper were changed by hand.",
    )
    card_problem = fields.Char(
        string="What Is Wrong With the Card", compute="_compute_card_problem"
    )

    def write(self, vals):
        result = super().write(vals)
        if CARD_FACTS & vals.keys():
            self._decide_warranty()
        return result

    @api.depends("shown_card_id", "is_card_altered", "equipment_id")
    def _compute_card_problem(self):
        words = {
            "status": self.env._("it is not valid any more"),
            "product": self.env._("it is of another product"),
            "serial": self.env._("it has another serial number"),
            "altered": self.env._("it was altered"),
        }
        for order in self:
            order.card_problem = ", ".join(
                words[code] for code in order._get_card_problems()
            )

    def _get_card_problems(self) -> tuple[str, ...]:
        """Codes of what is wrong with the card shown: none without a card."""
        self.ensure_one()
        found = ("altered",) if self.is_card_altered else ()
        if self.shown_card_id and self.equipment_id:
            found += self.shown_card_id._get_mismatches(self.equipment_id)
        return found

    def _get_exclusions(self) -> tuple[warranty_facts.Exclusion, ...]:
        found = super()._get_exclusions()
        if EXCLUDING & set(self._get_card_problems()):
            found += (warranty_facts.Exclusion(CARD_MISMATCH),)
        return found

    def _prepare_card_row(self) -> dict:
        """This repair as one line of the warranty card."""
        self.ensure_one()
        parts = self.part_move_ids.product_id.mapped("display_name")
        return {
            "number": self.name,
            "received": self._format_moment(self.received_at),
            "taken": self._format_time_taken(),
            "part": ", ".join(parts) or self.remedy_id.name or "",
            "cause": self.cause_id.name or self.symptom_id.name or "",
        }

    def _format_time_taken(self) -> str:
        """From the call to the repair, in whole days, or hours within a day."""
        hours = (self.repaired_at - self.received_at).total_seconds() / 3600
        if hours < 24:
            return self.env._("%(hours)s h", hours=max(1, round(hours)))
        return self.env._("%(days)s days", days=round(hours / 24))
