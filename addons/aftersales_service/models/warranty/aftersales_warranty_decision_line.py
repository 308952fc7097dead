from odoo import api, fields, models


class AftersalesWarrantyDecisionLine(models.Model):
    """What one layer (law, province, promise, contract) said."""

    _name = "aftersales.warranty.decision.line"
    _description = "Layer of a Warranty Decision"
    _order = "decision_id, sequence, id"

    decision_id = fields.Many2one(
        "aftersales.warranty.decision", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    policy_id = fields.Many2one(
        "aftersales.warranty.policy", string="Warranty Policy", index=True
    )
    overlay_id = fields.Many2one(
        "aftersales.warranty.policy", string="With Provincial Rule"
    )
    term_id = fields.Many2one("aftersales.warranty.term")
    legal_source = fields.Char(string="Source", compute="_compute_legal_source")
    status = fields.Selection(
        [
            ("covered", "Covered"),
            ("expired", "Ended"),
            ("excluded", "Excluded"),
            ("no_proof", "No Proof"),
            ("no_start", "Start Not Known"),
            ("not_set", "Not Set"),
            ("no_term", "Not About This"),
        ],
        required=True,
    )
    term_end_date = fields.Date(string="Until")
    options = fields.Char(help="Remedies it gives, as codes.")
    remedies = fields.Text(compute="_compute_remedies")
    currency_id = fields.Many2one(related="decision_id.currency_id")
    refund_amount = fields.Monetary(string="Refund Owed")
    fee_amount = fields.Monetary(string="Depreciation Fee")
    is_best = fields.Boolean(string="Most Favourable")
    explanations = fields.Json()
    explanation = fields.Text(compute="_compute_explanation")

    @api.depends("policy_id", "overlay_id", "term_id")
    def _compute_legal_source(self):
        for line in self.sudo():
            sources = [
                line.policy_id.legal_source,
                line.overlay_id.legal_source,
                line.term_id.legal_source,
            ]
            line.legal_source = "; ".join(filter(None, sources)) or False

    @api.depends("options")
    @api.depends_context("lang")
    def _compute_remedies(self):
        labels = self.env["aftersales.warranty.words"]._get_remedy_labels()
        for line in self:
            line.remedies = ", ".join(
                labels[option] for option in (line.options or "").split(",") if option
            )

    @api.depends("explanations")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for line in self:
            words = line.explanations or {}
            line.explanation = words.get(self.env.lang) or words.get("en_US")
