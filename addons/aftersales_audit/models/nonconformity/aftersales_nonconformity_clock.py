from odoo import api, fields, models

from odoo.addons.aftersales_service.tools import sla_policy

from ...tools.nonconformity_flow import severity_fact


class AftersalesNonconformity(models.Model):
    """Deadlines of a nonconformity on the clocks of the service suite: whoever is late
    is told of it, and then those above him, as the ladder of the policy says."""

    _name = "aftersales.nonconformity"
    # The mixin first: it promises once all else of a new record is settled.
    _inherit = ["aftersales.promised.mixin", "aftersales.nonconformity"]

    _sla_facts = frozenset({"company_id", "outlet_id", "severity_id"})

    sla_ids = fields.One2many(
        "aftersales.nonconformity.sla", "nonconformity_id", "Deadlines"
    )
    # Whom the mails of the ladder name.
    partner_id = fields.Many2one(related="outlet_id.partner_id", string="Outlet's Firm")

    @api.model
    def _get_milestone_fields(self) -> dict[str, str]:
        return {
            **super()._get_milestone_fields(),
            "nonconformity_plan": "submitted_at",
            "nonconformity_review": "released_at",
            "nonconformity_execute": "executed_at",
            "nonconformity_verify": "verified_at",
        }

    @api.model
    def _get_milestone_labels(self) -> list[tuple[str, str]]:
        labels = {
            "nonconformity_plan": self.env._("Nonconformity: Plan Handed In"),
            "nonconformity_review": self.env._("Nonconformity: Plan Verified"),
            "nonconformity_execute": self.env._("Nonconformity: Measures Carried Out"),
            "nonconformity_verify": self.env._("Nonconformity: Measures Verified"),
        }
        return [*super()._get_milestone_labels(), *labels.items()]

    @api.model
    def _get_start_fields(self) -> dict[str, str]:
        return {"nonconformity_issue": "issued_at", **super()._get_start_fields()}

    @api.model
    def _get_start_labels(self) -> list[tuple[str, str]]:
        issued = ("nonconformity_issue", self.env._("Nonconformity: With the Unit"))
        return [issued, *super()._get_start_labels()]

    def _get_sla_facts(self) -> sla_policy.Facts:
        self.ensure_one()
        return sla_policy.Facts(
            outlets=self._get_path_ids(self.sudo().outlet_id),
            priority=severity_fact(self.severity_id.id),
        )

    def _describe_criterion(self, criterion: str) -> str | None:
        self.ensure_one()
        return {
            "outlet": self.sudo().outlet_id.name,
            "priority": self.severity_id.name,
        }.get(criterion)

    def _get_escalation_users(self, role: str):
        """The ladder's technician and dispatcher are the one responsible here; the
        outlet's manager is the head of whatever unit it is."""
        if role in ("technician", "dispatcher"):
            return self.user_id
        if role == "outlet_manager":
            head = self.sudo().department_id.manager_id.user_id
            return self.outlet_id.manager_id or head
        return super()._get_escalation_users(role)
