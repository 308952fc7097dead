from odoo import api, fields, models

from ...tools import rate
from .aftersales_rate_card_rule import RULE_KINDS

LINE_KINDS = [
    *RULE_KINDS,
    (rate.PART_BACK, "Part Returned After All"),
    (rate.CORRECTION, "Correction"),
    (rate.CARRIED, "Carried Over"),
]


class AftersalesSettlementLine(models.Model):
    """One amount of a settlement, with what it is made of.

    A line without a settlement waits for the outlet's next one: a late correction,
    what was carried over. Companies are not checked anew for each line: a month has
    hundreds of thousands, all made of the settlement's own visits by sudo.
    """

    _name = "aftersales.settlement.line"
    _description = "Settlement Line"
    _order = "settlement_id desc, day, dispatch_id, id"

    settlement_id = fields.Many2one(
        "aftersales.settlement", index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one("res.currency", required=True)
    state = fields.Selection(related="settlement_id.state", string="Settlement State")
    kind = fields.Selection(LINE_KINDS, required=True, index=True)
    day = fields.Date(
        string="Date", help="When the visit was finished, or it happened."
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="Visit",
        index="btree_not_null",
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        index="btree_not_null",
        ondelete="restrict",
    )
    source = fields.Char(
        readonly=True,
        help="What a deduction is for, so that it is taken off once only.",
    )
    rule_id = fields.Many2one(
        "aftersales.rate.card.rule",
        string="Rate",
        index="btree_not_null",
        ondelete="restrict",
    )
    card_id = fields.Many2one(related="rule_id.card_id", string="Rate Card")
    quantity = fields.Float(digits=(16, 2), aggregator=None)
    price_unit = fields.Float(
        string="Rate Amount", digits="Product Price", aggregator=None
    )
    amount = fields.Monetary(help="Before tax.")
    computed_amount = fields.Monetary(
        string="Amount Before", help="What was computed before a dispute was accepted."
    )
    is_deduction = fields.Boolean(string="Taken Off")
    facts = fields.Json(readonly=True, help="What the amount is made of.")
    note = fields.Char(string="Reason Given", help="Why a line was added by hand.")

    # Each visit is settled once: the database says so, whoever computes.
    _visit_once = models.UniqueIndex(
        "(dispatch_id, kind) WHERE dispatch_id IS NOT NULL AND kind <> 'correction'",
        "This visit is settled already.",
    )
    _source_once = models.UniqueIndex(
        "(source) WHERE source IS NOT NULL", "This is taken off already."
    )
    _waiting_idx = models.Index("(outlet_id) WHERE settlement_id IS NULL")

    @api.depends("kind", "order_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = " · ".join(
                filter(None, (labels.get(line.kind), line.order_id.name))
            )

    def _get_reversed(self, source: str) -> rate.Line:
        """What gives back a part that was taken off and came after all."""
        self.ensure_one()
        back = -self.amount
        return rate.Line(source, rate.PART_BACK, False, 1.0, back, back, {})

    def action_view_settlement(self):
        self.ensure_one()
        return self.settlement_id._get_form_action()
