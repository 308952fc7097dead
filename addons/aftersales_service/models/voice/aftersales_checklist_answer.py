from odoo import api, fields, models


class AftersalesChecklistAnswer(models.Model):
    """What a customer answers on a return visit."""

    _inherit = "aftersales.checklist.answer"

    return_visit_id = fields.Many2one(
        "aftersales.return.visit",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    _return_visit_question_uniq = models.UniqueIndex(
        "(return_visit_id, question_id) WHERE return_visit_id IS NOT NULL",
        "A question is asked once on a return visit.",
    )

    @api.model
    def _get_owner_fields(self) -> tuple[str, ...]:
        return (*super()._get_owner_fields(), "return_visit_id")

    @api.depends("return_visit_id")
    def _compute_company_id(self):
        return super()._compute_company_id()

    @api.depends(
        *(
            f"return_visit_id.answer_ids.{name}"
            for name in ("value_text", "value_number", "has_number", "option_id")
        )
    )
    def _compute_is_asked(self):
        return super()._compute_is_asked()
