from odoo import api, fields, models


class AftersalesChecklistAnswer(models.Model):
    """What was seen at a monthly supervision."""

    _inherit = "aftersales.checklist.answer"

    inspection_id = fields.Many2one(
        "aftersales.inspection",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    _inspection_question_uniq = models.UniqueIndex(
        "(inspection_id, question_id) WHERE inspection_id IS NOT NULL",
        "A question is asked once at an inspection.",
    )

    @api.model
    def _get_owner_fields(self) -> tuple[str, ...]:
        return (*super()._get_owner_fields(), "inspection_id")

    @api.depends("inspection_id")
    def _compute_company_id(self):
        return super()._compute_company_id()

    @api.depends(
        *(
            f"inspection_id.answer_ids.{name}"
            for name in ("value_text", "value_number", "has_number", "option_id")
        )
    )
    def _compute_is_asked(self):
        return super()._compute_is_asked()
