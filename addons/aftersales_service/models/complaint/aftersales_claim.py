from odoo import fields, models


class AftersalesClaim(models.Model):
    """Claims that carry out what a complainant was promised."""

    _inherit = "aftersales.claim"

    complaint_id = fields.Many2one(
        "aftersales.complaint",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    complaint_offer_id = fields.Many2one(
        "aftersales.complaint.offer",
        string="Offer",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"complaint_id", "complaint_offer_id"}

    def _conclude(self) -> None:
        result = super()._conclude()
        self.complaint_id._note_claims()
        return result
