from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.evidence import Item, Proposal
from ...tools.review_flow import months_of
from ...tools.scoring import MET, NOT_MET, SAMPLED


class AftersalesAuditEvidence(models.AbstractModel):
    """What supervision, findings, management reviews and certificates prove."""

    _inherit = "aftersales.audit.evidence"

    @api.model
    def _find_of_company(self, model: str, audit, domain):
        return self.env[model].search(
            Domain("company_id", "=", audit.company_id.id) & Domain(domain)
        )

    @api.model
    def _evidence_supervision_monthly(self, audit, period) -> dict[str, Proposal]:
        """Of the months of the period that are over or under way, those with a report
        (R318)."""
        last = min(period[1], fields.Date.context_today(self))
        months = months_of(period[0], last)
        if not months:
            return {}
        reports = self._find_of_company(
            "aftersales.inspection",
            audit,
            [("state", "=", "reported"), ("month", "in", months)],
        )
        held = set(reports.mapped("month"))
        reason = self.env._(
            "Supervision with a report in %(held)s of %(months)s months.",
            held=len(held),
            months=len(months),
        )
        title = self.env._("Reports of Supervision")
        item = Item(title, None, len(reports), reports._name, tuple(reports.ids))
        return {"company": Proposal(SAMPLED, reason, len(months), len(held), (item,))}

    @api.model
    def _evidence_nonconformities_settled(self, audit, period) -> dict[str, Proposal]:
        """Of what was found in the period, what was settled (R323)."""
        found = self._find_of_company(
            "aftersales.nonconformity",
            audit,
            [
                ("state", "!=", "cancelled"),
                ("date", ">=", period[0]),
                ("date", "<=", period[1]),
            ],
        )
        if not found:
            return {}
        settled = found.filtered(lambda one: one.state == "closed")
        reason = self.env._(
            "%(settled)s of %(found)s nonconformities settled.",
            settled=len(settled),
            found=len(found),
        )
        title = self.env._("Nonconformities of the Period")
        item = Item(title, None, len(found), found._name, tuple(found.ids))
        return {"company": Proposal(SAMPLED, reason, len(found), len(settled), (item,))}

    @api.model
    def _evidence_management_review_held(self, audit, period) -> dict[str, Proposal]:
        """Was the system reviewed by top management (R488)?"""
        reviews = self._find_of_company(
            "aftersales.management.review",
            audit,
            [
                ("state", "=", "closed"),
                ("date", ">=", period[0]),
                ("date", "<=", period[1]),
            ],
        )
        title = self.env._("Management Reviews")
        item = Item(title, None, len(reviews), reviews._name, tuple(reviews.ids))
        reason = self.env._(
            "%(count)s management reviews were held and signed.", count=len(reviews)
        )
        return {"company": Proposal(MET if reviews else NOT_MET, reason, items=(item,))}

    @api.model
    def _evidence_certificates_held(self, audit, period) -> dict[str, Proposal]:
        """Certificates of the service that are valid at the end of the period."""
        held = self._find_of_company(
            "aftersales.certificate",
            audit,
            [("state", "=", "certified"), ("valid_to", ">=", period[1])],
        )
        if not held:
            return {}
        names = ", ".join(held.mapped("display_name"))
        reason = self.env._("Held: %(certificates)s.", certificates=names)
        title = self.env._("Certificates")
        item = Item(title, None, len(held), held._name, tuple(held.ids))
        return {"company": Proposal(MET, reason, items=(item,))}
