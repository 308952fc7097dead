from odoo import api, fields, models

from ...tools import sla_policy
from .aftersales_complaint_level import LEVELS


class AftersalesSlaPolicy(models.Model):
    """What is promised to complainants, and what the law asks."""

    _inherit = "aftersales.sla.policy"

    complaint_level = fields.Selection(
        LEVELS,
        string="Complaints of Level",
        help="Complaints of this level only. Empty: whatever the level.",
    )

    @api.model
    def _get_promise_models(self) -> list[str]:
        return [*super()._get_promise_models(), "aftersales.complaint.sla"]

    @api.model
    def _get_promise_fields(self) -> set[str]:
        return super()._get_promise_fields() | {"complaint_level"}

    def _to_plain(self) -> sla_policy.Policy:
        """A level is to complaints what a priority is to orders."""
        plain = super()._to_plain()
        level = {self.complaint_level} - {False}
        return plain._replace(priorities=frozenset(plain.priorities) | level)
