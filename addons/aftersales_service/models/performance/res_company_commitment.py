from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_commitment_group_id = fields.Many2one(
        "res.groups",
        string="Commitments Are Approved By",
        help="Besides the General Manager. Empty: he alone.",
    )
    aftersales_commitment_revision_months = fields.Integer(
        string="Commitments Are Revised Every (Months)",
        default=12,
        help="0: no reminder.",
    )

    def _get_published_commitments(self) -> list[tuple[str, list]]:
        """(heading, commitments) of each kind that has any, for page and papers."""
        self.ensure_one()
        Commitment = self.env["aftersales.commitment"]
        by_kind = Commitment._get_published(self).grouped("kind")
        labels = dict(Commitment._fields["kind"]._description_selection(self.env))
        return [
            (labels[kind], by_kind[kind])
            for kind in ("concept", "commitment", "target")
            if kind in by_kind
        ]

    def _get_commitments_url(self) -> str:
        self.ensure_one()
        return f"/aftersales/commitments/{self.id}"
