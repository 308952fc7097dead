from odoo import fields, models


class AftersalesClaimSignature(models.Model):
    """One signature that a claim needs, and who gave it."""

    _name = "aftersales.claim.signature"
    _description = "Signature on a Claim"
    _order = "sequence, id"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    tier_id = fields.Many2one(
        "aftersales.approval.tier",
        readonly=True,
        ondelete="restrict",
        help="Empty: the company has no tiers, so the service manager signs.",
    )
    name = fields.Char(string="Signs As", required=True, readonly=True)
    amount = fields.Monetary(string="Amount Signed", readonly=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    user_id = fields.Many2one("res.users", string="Signed By", readonly=True)
    signed_at = fields.Datetime(string="Signed", readonly=True)

    def _may_sign(self, user) -> bool:
        """Is this person one of those who sign here?"""
        self.ensure_one()
        tier = self.sudo().tier_id
        if not tier:
            return user.has_group("aftersales_service.group_service_manager")
        return user in tier.user_ids or bool(
            tier.group_id and tier.group_id in user.sudo().all_group_ids
        )

    def _find_signers(self):
        """People of the claim's company who may sign here, those named first."""
        self.ensure_one()
        tier = self.sudo().tier_id
        manager = self.env["ir.model.data"]._xmlid_to_res_id(
            "aftersales_service.group_service_manager"
        )
        group = tier.group_id if tier else tier.group_id.browse(manager)
        company = self.claim_id.company_id
        return (tier.user_ids | group.all_user_ids.sorted("id")).filtered(
            lambda user: user.active and company in user.company_ids
        )
