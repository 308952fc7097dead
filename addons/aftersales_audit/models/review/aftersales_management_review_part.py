from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesManagementReviewPart(models.AbstractModel):
    """Something that belongs to a management review and is signed with it."""

    _name = "aftersales.management.review.part"
    _description = "Part of a Management Review"
    _check_company_auto = True
    _order = "review_id, sequence, id"
    # While the review is in one of these states it may be written.
    _open_states = ("draft", "prepared", "held")

    review_id = fields.Many2one(
        "aftersales.management.review", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="review_id.company_id", store=True, precompute=True, index=True
    )
    sequence = fields.Integer(default=10)

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._after_change()
        return parts

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        self._after_change()
        return result

    def unlink(self):
        reviews = self.review_id
        result = super().unlink()
        reviews._void_changed_signoffs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_settled(self):
        self._check_open()

    def _after_change(self) -> None:
        self._check_open()
        self.review_id._void_changed_signoffs()

    def _check_open(self) -> None:
        over = self.review_id.filtered(lambda one: one.state not in self._open_states)
        if over and not self.env.su:
            raise UserError(
                self.env._(
                    "%(reviews)s: this cannot be changed any more.",
                    reviews=", ".join(over.mapped("display_name")),
                )
            )
