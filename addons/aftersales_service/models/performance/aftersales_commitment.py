from odoo import api, fields, models
from odoo.exceptions import UserError

# What was checked and approved is not changed afterwards; what keeps it may be.
CONTENT = frozenset(
    {
        "name",
        "statement",
        "kind",
        "measure",
        "company_id",
        "promise_ids",
        "input_law",
        "input_norms",
        "input_evaluation",
        "input_means",
    }
)


class AftersalesCommitment(models.Model):
    """What the company promises in public: its concept, commitments and targets.

    One model in several files: what it says (this one), ``_backing`` (is it kept by
    policies), ``_steps`` (draft to publication), ``_page`` (who reads it),
    ``_revision`` (versions, the yearly look).
    """

    _name = "aftersales.commitment"
    _description = "Service Commitment"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, translate=True, tracking=True)
    statement = fields.Text(
        string="Wording",
        required=True,
        translate=True,
        help="The words that are published.",
    )
    kind = fields.Selection(
        [
            ("concept", "Service Concept"),
            ("strategy", "Service Strategy"),
            ("commitment", "Commitment"),
            ("target", "Overall Target"),
        ],
        default="commitment",
        required=True,
        tracking=True,
    )
    measure = fields.Selection(
        [
            ("time", "Time"),
            ("efficiency", "Efficiency"),
            ("both", "Time and Efficiency"),
            ("none", "Neither"),
        ],
        string="Expresses",
        default="time",
        required=True,
        help="A commitment expresses time and efficiency (R011).",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    source = fields.Char(help="Handbook, chapter and rule it comes from.")
    promise_ids = fields.One2many(
        "aftersales.commitment.promise",
        "commitment_id",
        string="What Is Promised",
        copy=True,
    )
    check_ids = fields.One2many(
        "aftersales.commitment.check",
        "commitment_id",
        string="Feasibility",
        copy=True,
    )

    # What has to be looked at before something is promised (R015).
    input_law = fields.Text(
        string="Law and Policy", help="Laws, regulations and standards considered."
    )
    input_norms = fields.Text(
        string="Norms of the Trade", help="Norms and rules of the line of business."
    )
    input_evaluation = fields.Text(
        string="Initial Evaluation", help="What the evaluation of our service showed."
    )
    input_means = fields.Text(
        string="Means and Views",
        help="Finances, technical options, views of interested parties.",
    )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for commitment in self:
            commitment.display_name = (
                f"{commitment.name} (v{commitment.version})"
                if commitment.version > 1
                else commitment.name
            )

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_checked(self):
        self._check_draft()

    def _check_draft(self) -> None:
        """Refuse to change what others have checked, approved or read."""
        fixed = self.filtered(lambda commitment: commitment.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%(commitments)s: what was handed in for checking does not change. "
                    "Use “Rework”, or “New Version” of what is published.",
                    commitments=", ".join(fixed.mapped("display_name")),
                )
            )
