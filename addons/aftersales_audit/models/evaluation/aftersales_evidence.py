from odoo import api, models
from odoo.fields import Domain


class AftersalesEvidence(models.AbstractModel):
    _inherit = "aftersales.evidence"

    @api.model
    def _take_offers(self, addon=None):
        """Criteria of the clauses they answer, in every edition that is not over."""
        taken = super()._take_offers(addon)
        by_addon = self._get_evidence_offers()
        chosen = [addon] if addon else by_addon
        offers = [offer for name in chosen for offer in by_addon[name]]
        clauses = self.env["aftersales.audit.clause"].search(
            Domain("scheme_id.code", "in", [offer.standard for offer in offers])
            & Domain("scheme_id.state", "!=", "superseded")
            & Domain("code", "in", [offer.clause for offer in offers])
        )
        by_place = clauses.grouped(lambda clause: (clause.scheme_id.code, clause.code))
        self.env["aftersales.audit.criterion"].create(
            [
                {
                    "clause_id": clause.id,
                    "source": offer.source,
                    "how": offer.how,
                    "threshold": offer.threshold,
                }
                for offer in offers
                for clause in by_place.get((offer.standard, offer.clause), ())
                if offer.source not in clause.criterion_ids.mapped("source")
            ]
        )
        return taken
