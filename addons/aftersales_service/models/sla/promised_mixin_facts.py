from odoo import api, models

from ...tools import sla_policy


class AftersalesPromisedMixin(models.AbstractModel):
    """What a document says of itself to those who promise, and what it is promised."""

    _inherit = "aftersales.promised.mixin"

    def _choose_policies(self) -> list[sla_policy.Choice]:
        """Policies that hold: the most precise one, and the limits of the law."""
        self.ensure_one()
        policies = self._get_policies()
        return (
            sla_policy.choose_all(policies, self._get_sla_facts()) if policies else []
        )

    def _choose_policy(self) -> sla_policy.Choice | None:
        self.ensure_one()
        policies = self._get_policies()
        return sla_policy.choose(policies, self._get_sla_facts()) if policies else None

    def _get_policies(self) -> list[sla_policy.Policy]:
        """Policies of the company that promise something to documents of this kind."""
        return self.env["aftersales.sla.policy"]._get_policies(
            self.company_id.id, self._name
        )

    def _get_promised_policies(self):
        """Policies that the promises of this document come from now."""
        self.ensure_one()
        live = self.sudo().sla_ids.filtered(lambda row: row.state != "cancelled")
        running = live.filtered(lambda row: row.state != "met")
        return running.policy_id or live.policy_id[-1:]

    def _get_wanted_targets(self, policy_id: int):
        """Targets of a policy that hold for this document as it stands."""
        self.ensure_one()
        policy = self.env["aftersales.sla.policy"].sudo().browse(policy_id)
        wanted = sla_policy.targets_for(
            policy._to_plain().targets, self._get_parts_status()
        )
        milestones = self._get_milestone_fields()
        return policy.target_ids.filtered(
            lambda target: (
                target.id in wanted
                and target.milestone in milestones
                and self._can_reach(target.milestone)
            )
        )

    def _get_parts_status(self) -> str:
        """State of the parts that targets may ask for."""
        return "none"

    def _can_reach(self, milestone: str) -> bool:
        """May this document come to a milestone at all?"""
        return True

    def _prepare_sla_vals(self, target, named: str) -> dict:
        """Snapshot of a target as it is promised to this document today.

        :param named: criteria of the policy that it meets, with commas between
        """
        self.ensure_one()
        return {
            self._get_promises()._document_field: self.id,
            "policy_id": target.policy_id.id,
            "policy_version": target.policy_id.version,
            "policy_named": named,
            "target_id": target.id,
            "milestone": target.milestone,
            "start_milestone": target.start_milestone,
            "amount": target.amount,
            "unit": target.unit,
            "parts_status": target.parts_status,
            "warn_rate": target.warn_rate,
            "calendar_id": self._get_service_calendar(target.policy_id).id,
        }

    # -- what the document says --------------------------------------------------------
    def _get_service_calendar(self, policy):
        """Working time: of the policy, else of the company."""
        self.ensure_one()
        return policy.calendar_id or self.company_id.resource_calendar_id

    def _get_sla_facts(self) -> sla_policy.Facts:
        """Facts that decide which policy holds."""
        return sla_policy.Facts()

    @api.model
    def _get_path_ids(self, record) -> frozenset[int]:
        """A record of a tree and all above it."""
        return frozenset(map(int, (record.parent_path or "").split("/")[:-1]))

    @api.model
    def _get_milestone_fields(self) -> dict[str, str]:
        """Moment that reaches each milestone. Other parts add their own."""
        return {}

    @api.model
    def _get_milestone_labels(self) -> list[tuple[str, str]]:
        return []

    @api.model
    def _get_start_fields(self) -> dict[str, str]:
        """Moment that starts a clock."""
        return self._get_milestone_fields()

    @api.model
    def _get_start_labels(self) -> list[tuple[str, str]]:
        return self._get_milestone_labels()

    def _get_start_moments(self) -> dict:
        """By document and start milestone: its moment, or False while it lies ahead."""
        moments = self._get_start_fields()
        return {
            document: {name: document[field] for name, field in moments.items()}
            for document in self
        }

    def _get_counted_pauses(self) -> dict:
        """By document and milestone: pauses that stop that clock."""
        return {document: {} for document in self}

    def _get_escalation_users(self, role: str):
        """Users that a step of the ladder means: technician, dispatcher,
        outlet_manager, service_manager, general_manager."""
        self.ensure_one()
        company = self.company_id
        return {
            "service_manager": company.aftersales_service_manager_id,
            "general_manager": company.aftersales_general_manager_id,
        }.get(role, self.env["res.users"])
