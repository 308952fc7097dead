from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import approval

ACTIVITY = "aftersales_service.activity_type_claim"


class AftersalesClaim(models.Model):
    """Signatures by amount: nobody approves his own claim, nor above his tier."""

    _inherit = "aftersales.claim"

    signature_ids = fields.One2many(
        "aftersales.claim.signature", "claim_id", "Signatures", readonly=True
    )
    can_sign = fields.Boolean(compute="_compute_can_sign")

    @api.depends("state", "signature_ids.user_id")
    @api.depends_context("uid")
    def _compute_can_sign(self):
        for claim in self:
            claim.can_sign = (
                claim.state == "submitted" and not claim._get_signing_problem()
            )

    def _get_approval_value(self) -> float:
        """The amount that approval goes by."""
        self.ensure_one()
        return self.amount

    def _get_extra_tiers(self) -> dict:
        """Tiers that claims need beyond those of their amount; none for the others."""
        return {}

    def _get_needed_tiers(self) -> dict:
        """By claim: its tiers in order, nothing where the service manager signs, or
        ``None`` where no tier reaches as far."""
        Tier = self.env["aftersales.approval.tier"].sudo()
        ladders = Tier._get_ladders(self.company_id)
        extra = self._get_extra_tiers()
        needed = {}
        for claim in self:
            company_id = claim.company_id.id
            ladder = ladders.get((company_id, claim.kind)) or ladders.get(
                (company_id, False)
            )
            if not ladder:
                needed[claim] = Tier
                continue
            tiers = approval.needed(
                ladder, claim._get_approval_value(), extra.get(claim, 0)
            )
            needed[claim] = None if tiers is None else Tier.browse(tiers)
        return needed

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + self._get_tier_problems()

    def _get_approve_problems(self) -> list[str]:
        return super()._get_approve_problems() + self._get_tier_problems()

    def _get_tier_problems(self) -> list[str]:
        return [
            self.env._(
                "%(claim)s: %(amount)s is more than any approval tier may allow. "
                "Lower the amount, or have a tier added in Configuration ▸ Approval "
                "Tiers.",
                claim=claim.display_name,
                amount=claim.currency_id.format(claim._get_approval_value()),
            )
            for claim, tiers in self._get_needed_tiers().items()
            if tiers is None
        ]

    def _ask_for_signatures(self) -> None:
        """Open the signatures that the claims need and that are not there yet."""
        vals_list = []
        service_manager = self.env.ref("aftersales_service.group_service_manager")
        for claim, tiers in self._get_needed_tiers().items():
            known = claim.signature_ids.tier_id
            rows = [{"tier_id": tier.id, "name": tier.name} for tier in tiers - known]
            if not tiers and not claim.signature_ids:
                rows = [{"name": service_manager.sudo().name}]
            vals_list += [
                {
                    **row,
                    "claim_id": claim.id,
                    "sequence": len(claim.signature_ids) + place,
                }
                for place, row in enumerate(rows, start=1)
            ]
        # Which signatures a claim needs is not for those to say who ask for them.
        self.env["aftersales.claim.signature"].sudo().create(vals_list)

    def _get_next_signature(self):
        self.ensure_one()
        return self.signature_ids.filtered(lambda row: not row.user_id)[:1]

    def _get_signing_problem(self) -> str | None:
        """Why the user may not give the next signature, in words."""
        self.ensure_one()
        user, row = self.env.user, self._get_next_signature()
        values = {"claim": self.display_name, "tier": row.name or ""}
        if user == self.submitted_by_id:
            return self.env._(
                "%(claim)s: you have submitted it yourself. Someone else approves it.",
                **values,
            )
        if user in self.signature_ids.user_id:
            return self.env._(
                "%(claim)s: you have signed it already. “%(tier)s” is for "
                "someone else.",
                **values,
            )
        if row and not row._may_sign(user):
            return self.env._(
                "%(claim)s waits for “%(tier)s”: you may not sign for it.", **values
            )
        return None

    def _sign(self) -> None:
        """Give the next signature of each claim.

        :raise AccessError: names every claim that the user may not sign
        """
        if not self.env.su:
            problems = [claim._get_signing_problem() for claim in self]
            if any(problems):
                raise AccessError("\n".join(filter(None, problems)))
        rows = self.env["aftersales.claim.signature"].sudo()
        for claim in self:
            row = claim._get_next_signature().sudo()
            row.amount = claim._get_approval_value()
            rows |= row
        rows.write({"user_id": self.env.uid, "signed_at": fields.Datetime.now()})

    def action_submit(self):
        result = super().action_submit()
        self.sudo().signature_ids.unlink()
        self._ask_for_signatures()
        self._call_signers(with_manager=True)
        return result

    def action_approve(self):
        """Sign; the last signature grants the claim."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._refuse_problems(self._get_approve_problems())
        # A budget may be used up since the claim was submitted.
        self._ask_for_signatures()
        self._sign()
        self.activity_feedback([ACTIVITY], user_id=self.env.uid)
        granted = self.filtered(lambda claim: not claim._get_next_signature())
        granted._transition("approve")
        granted._close_activities()
        (self - granted)._call_signers()

    def action_refuse(self):
        result = super().action_refuse()
        self._close_activities()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self._close_activities()
        return result

    def action_reopen(self):
        result = super().action_reopen()
        self._close_activities()
        return result

    # -- telling ------------------------------------------------------------

    def _close_activities(self) -> None:
        """What asked for a signature is over, whoever it was for."""
        self.sudo().activity_unlink([ACTIVITY])

    def _call_signers(self, with_manager: bool = False) -> None:
        """Tell who signs next, and at first the service manager: a claim goes
        quickly to the superior department (R443). All activities in one insert."""
        told = defaultdict(lambda: self.env["res.users"])
        managers = {
            company: company.aftersales_service_manager_id
            or self.env["aftersales.order"]._get_first_service_manager(company)
            for company in self.company_id
            if with_manager
        }
        for claim in self:
            told[claim] |= claim._get_next_signature()._find_signers()[:1]
            told[claim] |= managers.get(claim.company_id, self.env["res.users"])
        kind = self.env.ref(ACTIVITY)
        model = self.env["ir.model"]._get_id(self._name)
        today = fields.Date.context_today(self)
        vals_list = [
            {
                "activity_type_id": kind.id,
                "res_model_id": model,
                "res_id": claim.id,
                "user_id": user.id,
                "summary": claim._get_activity_summary(),
                "date_deadline": today,
                "automated": True,
            }
            for claim, users in told.items()
            for user in users
            if user != self.env.user
        ]
        Activity = self.env["mail.activity"].sudo()
        Activity.with_context(mail_activity_quick_update=True).create(vals_list)

    def _get_activity_summary(self) -> str:
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(kind)s for %(customer)s: %(amount)s",
            kind=kinds[self.kind],
            customer=self.partner_id.name,
            amount=self.currency_id.format(self._get_approval_value()),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        signed = self.filtered(lambda claim: any(claim.signature_ids.mapped("user_id")))
        if signed:
            raise UserError(
                self.env._(
                    "%(claims)s: signed already. Cancel instead of deleting.",
                    claims=", ".join(signed.mapped("name")),
                )
            )
