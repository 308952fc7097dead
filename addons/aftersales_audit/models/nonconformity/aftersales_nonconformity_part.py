from odoo import fields, models


class AftersalesNonconformityPart(models.AbstractModel):
    """Something that belongs to a nonconformity."""

    _name = "aftersales.nonconformity.part"
    _description = "Part of a Nonconformity"
    _check_company_auto = True

    nonconformity_id = fields.Many2one(
        "aftersales.nonconformity",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="nonconformity_id.company_id", store=True, precompute=True, index=True
    )
    nonconformity_state = fields.Selection(
        related="nonconformity_id.state", string="State of the Nonconformity"
    )
    sequence = fields.Integer(default=10)
