from odoo import api, fields, models

from odoo.addons.aftersales_service.tools import sla_policy

from ...tools.nonconformity_flow import severity_fact


class AftersalesSlaPolicy(models.Model):
    """Deadlines of nonconformities; promises whose breach is one."""

    _inherit = "aftersales.sla.policy"

    nonconformity_severity_id = fields.Many2one(
        "aftersales.nonconformity.severity",
        string="Nonconformities of Degree",
        help="Nonconformities of this degree only. Empty: of any.",
    )
    breach_severity_id = fields.Many2one(
        "aftersales.nonconformity.severity",
        string="Nonconformity If Missed",
        help="Of this degree, for each document whose promise was missed. Empty: none.",
    )

    @api.model
    def _get_promise_models(self) -> list[str]:
        return [*super()._get_promise_models(), "aftersales.nonconformity.sla"]

    @api.model
    def _get_promise_fields(self) -> set[str]:
        return super()._get_promise_fields() | {"nonconformity_severity_id"}

    def _to_plain(self) -> sla_policy.Policy:
        plain = super()._to_plain()
        degrees = {severity_fact(key) for key in self.nonconformity_severity_id.ids}
        return plain._replace(priorities=frozenset(plain.priorities) | degrees)
