from odoo import fields, models


class AftersalesRecallAnswer(models.Model):
    """What a customer answered, as he said it; kept as it is."""

    _name = "aftersales.recall.answer"
    _description = "Answer to a Recall"
    _order = "id desc"
    _rec_name = "answer"
    _check_company_auto = True

    line_id = fields.Many2one(
        "aftersales.recall.line",
        string="Unit",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    recall_id = fields.Many2one(
        related="line_id.recall_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    outlet_id = fields.Many2one(related="line_id.outlet_id")
    partner_id = fields.Many2one(related="line_id.partner_id")
    notice_id = fields.Many2one(
        "aftersales.recall.notice", readonly=True, index="btree_not_null"
    )
    answer = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.recall.line"]
            ._fields["answer"]
            ._description_selection(self.env)
        ),
        required=True,
        readonly=True,
    )
    means = fields.Selection(
        [("web", "Answer Page"), ("phone", "Phone"), ("letter", "Letter")],
        required=True,
        readonly=True,
        default="phone",
    )
    note = fields.Text(readonly=True)
    answered_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Taken By", readonly=True, help="Empty: the answer page."
    )
