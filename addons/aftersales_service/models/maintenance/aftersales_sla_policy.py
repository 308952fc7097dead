from odoo import fields, models

from ...tools import sla_policy


class AftersalesSlaPolicy(models.Model):
    """A promise that only a service contract gives."""

    _inherit = "aftersales.sla.policy"

    is_for_contracts = fields.Boolean(
        string="By Contract",
        help="Holds for orders under a service contract that names it; a customer's "
        "contract counts before all other criteria.",
    )

    def _get_promise_fields(self) -> set[str]:
        return super()._get_promise_fields() | {"is_for_contracts"}

    def _to_plain(self) -> sla_policy.Policy:
        plain = super()._to_plain()
        if not self.is_for_contracts:
            return plain
        return plain._replace(contracts=plain.contracts | {self._get_contract_key()})

    def _get_contract_key(self) -> tuple[str, int]:
        """What orders under a contract that names this policy bear among their
        contracts: contracts come and go, the policies at hand stay as they are."""
        self.ensure_one()
        return ("service", self.id)
