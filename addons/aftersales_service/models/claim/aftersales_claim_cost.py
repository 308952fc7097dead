from odoo import api, fields, models

from ...tools import claim_money

PAYERS = [(claim_money.COMPANY, "Company"), (claim_money.CUSTOMER, "Customer")]


class AftersalesClaimCost(models.Model):
    """A cost that comes with a claim: transport, travel, lost time."""

    _name = "aftersales.claim.cost"
    _description = "Cost of a Claim"
    _order = "id"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("transport", "Transport"),
            ("travel", "Travel"),
            ("time", "Lost Time"),
            ("installation", "Installation"),
            ("other", "Other"),
        ],
        required=True,
        default="transport",
    )
    name = fields.Char(string="Description")
    currency_id = fields.Many2one(related="claim_id.currency_id")
    amount = fields.Monetary(required=True)
    borne_by = fields.Selection(
        PAYERS,
        compute="_compute_borne_by",
        store=True,
        readonly=False,
        precompute=True,
        help="Who bears it in the end. Proposed from the warranty policy; empty where "
        "the policy does not say.",
    )
    paid_by = fields.Selection(
        PAYERS, required=True, default=claim_money.COMPANY, help="Who has paid it."
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "Costs: the amount must be more than zero."
    )

    @api.depends("claim_id", "kind")
    def _compute_borne_by(self):
        for cost in self:
            if not cost.borne_by and cost.kind == "transport":
                cost.borne_by = cost.claim_id._get_transport_payer()

    def _get_label(self) -> str:
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return ": ".join(filter(None, (kinds[self.kind], self.name)))

    def _to_plain(self) -> claim_money.Cost:
        self.ensure_one()
        return claim_money.Cost(self.amount, self.borne_by, self.paid_by)
