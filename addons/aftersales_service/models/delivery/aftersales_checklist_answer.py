from odoo import api, fields, models


class AftersalesChecklistAnswer(models.Model):
    """Answers given while a delivery is packed, and at the steps of an installation."""

    _inherit = "aftersales.checklist.answer"

    delivery_id = fields.Many2one(
        "aftersales.delivery", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    installation_step_id = fields.Many2one(
        "aftersales.installation.step",
        string="Step of an Installation",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    _delivery_question_uniq = models.UniqueIndex(
        "(delivery_id, question_id) WHERE delivery_id IS NOT NULL",
        "A question is asked once about a delivery.",
    )
    _installation_step_question_uniq = models.UniqueIndex(
        "(installation_step_id, question_id) WHERE installation_step_id IS NOT NULL",
        "A question is asked once at a step.",
    )

    @api.model
    def _get_owner_fields(self) -> tuple[str, ...]:
        return (*super()._get_owner_fields(), "delivery_id", "installation_step_id")

    @api.depends("delivery_id", "installation_step_id")
    def _compute_company_id(self):
        return super()._compute_company_id()

    @api.depends(
        *(
            f"{owner}.answer_ids.{name}"
            for owner in ("delivery_id", "installation_step_id")
            for name in ("value_text", "value_number", "has_number", "option_id")
        )
    )
    def _compute_is_asked(self):
        return super()._compute_is_asked()

    def _is_failed(self) -> bool:
        """Does this answer say that the work is not in order?"""
        self.ensure_one()
        return self.is_out_of_limits or self.option_id.is_failure

    def _get_failure(self) -> str:
        """What is not in order, in words: the question and the answer."""
        self.ensure_one()
        values = {
            "question": self.name,
            "answer": self.option_id.name or self.value_typed,
            "limits": self.question_id._describe_limits(),
        }
        if self.is_out_of_limits:
            return self.env._("“%(question)s”: %(answer)s (%(limits)s)", **values)
        return self.env._("“%(question)s”: %(answer)s", **values)
