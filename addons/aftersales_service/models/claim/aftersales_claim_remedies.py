from odoo import api, fields, models

# Remedy that the warranty decision must give for a kind of claim.
REMEDIES = {"exchange": "exchange", "return": "refund"}


class AftersalesClaim(models.Model):
    """Exchange and return are given by the warranty, or as goodwill."""

    _inherit = "aftersales.claim"

    price = fields.Monetary(
        compute="_compute_price",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer paid for the unit, tax included.",
    )

    @api.depends("equipment_id")
    def _compute_price(self):
        for claim in self:
            claim.price = claim.equipment_id.price or claim.price

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"price"}

    def _get_allowed_remedies(self) -> set[str]:
        """What the customer may demand for this unit."""
        self.ensure_one()
        return {"repair", "exchange", "exchange_other_model", "refund"}

    def _get_wanted_remedy(self) -> str | None:
        """Remedy that this claim asks of the warranty; ``None``: it asks for none."""
        self.ensure_one()
        return None if self.is_goodwill else REMEDIES.get(self.kind)

    def _get_remedy_problems(self) -> list[str]:
        return []

    def _get_submit_problems(self) -> list[str]:
        return super()._get_submit_problems() + self._get_remedy_problems()

    def _get_approve_problems(self) -> list[str]:
        return super()._get_approve_problems() + self._get_remedy_problems()
