from odoo import api, models

from odoo.addons.aftersales_service.tools.training import required_managers

from ...tools.evidence import Item, Proposal
from ...tools.scoring import SAMPLED

PREFIX = "_evidence_"


class AftersalesAuditEvidence(models.AbstractModel):
    """What counts and links live records of a period: the contract.

    A source ``x`` is a method ``_evidence_x(audit, period)`` that runs as superuser in
    the audit's company and returns a ``tools.evidence.Proposal`` by unit: ``outlet:7``,
    ``department:3`` or ``company`` (see `tools.impartiality`); what it says of the
    company is taken where it has nothing of a unit. A unit it cannot judge is left out.
    ``period`` is its first and last day. A source is asked once for all units: one
    query per question, whatever their number.

    Clauses name their sources in ``evidence_sources``. Rooms and addons add theirs by
    ``_inherit``.
    """

    _name = "aftersales.audit.evidence"
    _description = "Source of Audit Evidence"

    @api.model
    def _get_sources(self) -> set[str]:
        return {
            name.removeprefix(PREFIX)
            for name in dir(type(self))
            if name.startswith(PREFIX)
        }

    @api.model
    def _evidence_certified_managers(self, audit, period) -> dict[str, Proposal]:
        """Of the certified managers required, those there are (standard A.6)."""
        company = audit.company_id
        if not company.aftersales_manager_skill_ids:
            return {}
        people = company._get_service_managers(period[1])
        quotas = self.env["aftersales.manager.quota"]._find_for(company)
        quota = quotas.filtered(lambda one: not one.outlet_kind)[:1]
        if not quota:
            return {}
        required = required_managers(len(people), quota.rate, quota.minimum)
        certified = [person.id for person, (held, _kinds) in people.items() if held]
        reason = self.env._(
            "%(certified)s certified of %(managers)s service managers, %(required)s "
            "required.",
            certified=len(certified),
            managers=len(people),
            required=required,
        )
        item = Item(
            self.env._("Certified Managers"),
            count=len(certified),
            res_model="hr.employee",
            res_ids=tuple(certified),
        )
        return {
            "company": Proposal(
                SAMPLED, reason, required, min(len(certified), required), (item,)
            )
        }
