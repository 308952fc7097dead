from odoo import api, fields, models


class AftersalesComplaint(models.Model):
    """Goods and money that a complaint gives go through claims: approved, booked, paid
    there. The complaint waits for them."""

    _inherit = "aftersales.complaint"

    claim_ids = fields.One2many("aftersales.claim", "complaint_id", "Claims")
    claim_count = fields.Integer(compute="_compute_claim_count")
    refund_agreed_at = fields.Datetime(
        string="Payment Agreed",
        readonly=True,
        copy=False,
        help="When the complainant accepted goods or money; it has to be done from "
        "then on.",
    )
    refunded_at = fields.Datetime(
        string="Payment Done",
        readonly=True,
        copy=False,
        help="When the last claim of this complaint was done.",
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {"refund_agreed_at", "refunded_at"}

    def _compute_claim_count(self):
        counts = dict(
            self.env["aftersales.claim"]._read_group(
                [("complaint_id", "in", self.ids)], ["complaint_id"], ["__count"]
            )
        )
        for complaint in self:
            complaint.claim_count = counts.get(complaint, 0)

    def action_accept(self):
        result = super().action_accept()
        owed = self._get_offers("accepted").filtered(lambda o: o._needs_claim())
        complaints = owed.complaint_id
        complaints._in_step().write(
            {"refund_agreed_at": fields.Datetime.now(), "refunded_at": False}
        )
        return result

    def _get_resolve_problems(self) -> list[str]:
        open_claims = self.sudo().claim_ids.filtered("is_open")
        return super()._get_resolve_problems() + [
            self.env._(
                "%(complaint)s: claim %(claim)s is open. Finish, refuse or cancel it "
                "first.",
                complaint=claim.complaint_id.name,
                claim=claim.name,
            )
            for claim in open_claims
        ]

    def _note_claims(self) -> None:
        """A claim was done: its offer is, and the money when no other is open."""
        now = fields.Datetime.now()
        for complaint in self.sudo():
            done = complaint.claim_ids.filtered(lambda claim: claim.state == "done")
            done.complaint_offer_id.filtered(lambda o: not o.done_at)._mark_done()
            if complaint.claim_ids.filtered("is_open") or complaint.refunded_at:
                continue
            complaint._in_step().write({"refunded_at": now})

    def action_view_claims(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_claim_action"
        )
        action["domain"] = [("complaint_id", "=", self.id)]
        action["context"] = {"create": False}
        return action
