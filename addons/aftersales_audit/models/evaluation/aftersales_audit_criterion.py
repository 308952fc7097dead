from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_repr

from odoo.addons.aftersales_service.tools import evidence

from ...tools.evidence import BELOW, judge


class AftersalesAuditCriterion(models.Model):
    """What records a clause is judged by, and from where on it is met.

    The numbers are the company's own: those of the handbooks, or stricter ones.
    """

    _name = "aftersales.audit.criterion"
    _description = "Criterion of Evidence"
    _order = "clause_id, sequence, id"
    _rec_name = "source"

    clause_id = fields.Many2one(
        "aftersales.audit.clause", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="clause_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    source = fields.Selection(
        selection="_selection_source", string="Evidence Counted", required=True
    )
    how = fields.Selection(
        [
            (evidence.PRO_RATA, "Points in Proportion"),
            (evidence.AT_LEAST, "At Least"),
            (evidence.AT_MOST, "At Most"),
            (evidence.NUMBER, "So Many Records"),
            (evidence.NO_MORE, "No More Records Than"),
        ],
        string="Judged By",
        required=True,
        default=evidence.PRO_RATA,
        help="Points in proportion to what passed; or met as a whole when the share or "
        "the figure reaches or does not exceed the limit, or when there are so many "
        "records, or no more.",
    )
    threshold = fields.Float(
        string="Limit", digits=(16, 2), aggregator=None, help="Percent, days or pieces."
    )

    _source_once = models.UniqueIndex(
        "(clause_id, source)", "The clause is judged by these records already."
    )
    _threshold_positive = models.Constraint(
        "CHECK(threshold >= 0)", "A limit cannot be negative."
    )

    @api.model
    def _selection_source(self) -> list[tuple[str, str]]:
        return self.env["aftersales.evidence"]._get_source_names()

    @api.depends("source")
    def _compute_display_name(self):
        names = dict(self._selection_source())
        for criterion in self:
            criterion.display_name = names.get(criterion.source, criterion.source)

    @api.constrains("how", "threshold")
    def _check_threshold(self):
        for criterion in self:
            if criterion.how == evidence.NUMBER and criterion.threshold < 1:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: say in Limit how many records are enough.",
                        clause=criterion.clause_id.display_name,
                    )
                )

    def _judge(self, proposal: evidence.Proposal) -> evidence.Proposal | None:
        """What the clause makes of what was counted, with the limit in the reason."""
        self.ensure_one()
        judged = judge(proposal, self.how, self.threshold)
        if not judged or self.how == evidence.PRO_RATA:
            return judged
        return judged._replace(reason=f"{judged.reason} {self._describe_limit()}")

    def _describe_limit(self) -> str:
        self.ensure_one()
        limit = float_repr(self.threshold, 2).rstrip("0").rstrip(".")
        if self.how == evidence.NUMBER:
            return self.env._("Required: %(limit)s.", limit=limit)
        if self.how in BELOW:
            return self.env._("Allowed: at most %(limit)s.", limit=limit)
        return self.env._("Required: at least %(limit)s.", limit=limit)
