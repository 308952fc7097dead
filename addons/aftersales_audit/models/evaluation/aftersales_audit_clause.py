from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesAuditClause(models.Model):
    """Where the evidence of a clause comes from."""

    _inherit = "aftersales.audit.clause"

    evidence_sources = fields.Char(
        help="Technical names of what counts live records for it, separated by spaces."
    )

    @api.constrains("evidence_sources")
    def _check_evidence_sources(self):
        known = self.env["aftersales.audit.evidence"]._get_sources()
        for clause in self:
            unknown = set(clause._get_evidence_sources()) - known
            if unknown:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: nothing collects evidence by the name "
                        "“%(names)s”.",
                        clause=clause.display_name,
                        names=" ".join(sorted(unknown)),
                    )
                )

    def _get_evidence_sources(self) -> list[str]:
        self.ensure_one()
        return (self.evidence_sources or "").split()
