from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesAuditClause(models.Model):
    """Where the evidence of a clause comes from."""

    _inherit = "aftersales.audit.clause"

    criterion_ids = fields.One2many(
        "aftersales.audit.criterion", "clause_id", string="Evidence", copy=True
    )
    evidence_sources = fields.Char(
        compute="_compute_evidence_sources",
        inverse="_inverse_evidence_sources",
        help="Technical names of what counts live records for it, separated by spaces.",
    )

    def copy_data(self, default=None):
        """Sources of an addon that was taken out are not copied."""
        known = self.env["aftersales.evidence"]._get_sources()
        vals_list = super().copy_data(default)
        for vals in vals_list:
            vals["criterion_ids"] = [
                command
                for command in vals.get("criterion_ids", ())
                if command[2]["source"] in known
            ]
        return vals_list

    @api.depends("criterion_ids.source")
    def _compute_evidence_sources(self):
        for clause in self:
            clause.evidence_sources = " ".join(clause.criterion_ids.mapped("source"))

    def _inverse_evidence_sources(self):
        """Names alone: their points are given in proportion to what passed."""
        known = self.env["aftersales.evidence"]._get_sources()
        for clause in self:
            names = (clause.evidence_sources or "").split()
            if unknown := set(names) - known:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: nothing collects evidence by the name "
                        "“%(names)s”.",
                        clause=clause.display_name,
                        names=" ".join(sorted(unknown)),
                    )
                )
            held = clause.criterion_ids
            missing = [name for name in names if name not in held.mapped("source")]
            held.filtered(lambda one, names=names: one.source not in names).unlink()
            clause.criterion_ids = [(0, 0, {"source": name}) for name in missing]
