from odoo import api, fields, models

# Claim that carries out a remedy; the others are done without one.
CLAIM_KINDS = {
    "refund": "return",
    "replacement": "exchange",
    "compensation": "compensation",
    "financial": "compensation",
    "gift": "goodwill",
}


class AftersalesComplaintOffer(models.Model):
    """Offers of goods and money become claims."""

    _inherit = "aftersales.complaint.offer"

    claim_ids = fields.One2many("aftersales.claim", "complaint_offer_id", "Claims")
    needs_claim = fields.Boolean(compute="_compute_needs_claim")

    @api.depends("kind", "amount")
    def _compute_needs_claim(self):
        for offer in self:
            offer.needs_claim = offer._needs_claim()

    def _needs_claim(self) -> bool:
        """Goods and money are given by a claim."""
        self.ensure_one()
        return self.kind in CLAIM_KINDS

    def action_done(self):
        """What a claim gives is done with the claim, not by a click."""
        without = self.filtered(lambda offer: offer._needs_claim())
        without.complaint_id._refuse(
            [
                self.env._(
                    "%(offer)s: done by its claim. Choose “Create Claim”.",
                    offer=offer.display_name,
                )
                for offer in without
            ]
        )
        return super().action_done()

    def action_create_claim(self):
        """The claim that gives what was accepted; the same one when clicked again."""
        self.ensure_one()
        complaint = self.complaint_id
        complaint._check_step_role("execute")
        live = self.claim_ids.filtered(
            lambda claim: claim.state not in ("cancelled", "refused")
        )
        if not live:
            problems = []
            if self.state != "accepted" or not self._needs_claim():
                problems.append(
                    self.env._(
                        "%(offer)s: a claim is made of an accepted offer of goods or "
                        "money.",
                        offer=self.display_name,
                    )
                )
            if not complaint.partner_id:
                problems.append(
                    self.env._(
                        "%(complaint)s: fill in Customer; a claim belongs to somebody.",
                        complaint=complaint.name,
                    )
                )
            complaint._refuse(problems)
            live = self.env["aftersales.claim"].create(self._prepare_claim_vals())
        return live[:1]._get_records_action()

    def _prepare_claim_vals(self) -> dict:
        self.ensure_one()
        complaint = self.complaint_id
        vals = {
            "kind": CLAIM_KINDS[self.kind],
            "complaint_id": complaint.id,
            "complaint_offer_id": self.id,
            "company_id": complaint.company_id.id,
            "partner_id": complaint.partner_id.id,
            "order_id": complaint.order_id.id,
            "equipment_id": complaint.equipment_id.id,
            "outlet_id": complaint.outlet_id.id,
            "reason": self.env._(
                "Complaint %(complaint)s: %(offer)s",
                complaint=complaint.name,
                offer=self.description,
            ),
        }
        if vals["kind"] in ("compensation", "goodwill"):
            vals["amount"] = self.amount
        return vals
