from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)
from odoo.addons.aftersales_service.tools.evidence import (
    COMPANY,
    SAMPLED,
    Item,
    Proposal,
)
from odoo.addons.aftersales_service.tools.training import required_managers

HELD = ("held", "closed")
PRESENT = ("present", "late")


def _is_last(model, alias, query, day) -> SQL:
    """No later certificate of the same skill, that began by the day, took its place."""
    return SQL(
        """NOT EXISTS (SELECT 1 FROM hr_employee_skill later
                       WHERE later.employee_id = %(employee)s
                       AND later.skill_id = %(skill)s
                       AND later.valid_from > %(valid_from)s
                       AND later.valid_from <= %(day)s)""",
        employee=model._field_to_sql(alias, "employee_id", query),
        skill=model._field_to_sql(alias, "skill_id", query),
        valid_from=model._field_to_sql(alias, "valid_from", query),
        day=day,
    )


class AftersalesEvidence(models.AbstractModel):
    """People: fit for their post, trained, certified, judged by what they do."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "certified_managers": self.env._("Certified service managers"),
            "trained_before_post": self.env._("People ready when they took their post"),
            "certificates_valid": self.env._("Certificates valid at the end"),
            "training_held": self.env._("Training sessions held of those planned"),
            "training_attended": self.env._("People present at trainings"),
            "training_effective": self.env._("Trainings whose effect was judged"),
            "rewards_decided": self.env._("Rewards and penalties decided"),
        }

    @api.model
    def _evidence_certified_managers(self, audit, period):
        """Of the certified managers required, those there are (standard A.6)."""
        company = self.env.company
        quotas = self.env["aftersales.manager.quota"]._find_for(company)
        quota = quotas.filtered(lambda one: not one.outlet_kind)[:1]
        if not quota or not company.aftersales_manager_skill_ids:
            return {}
        people = company._get_service_managers(period[1])
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
            self._get_evidence_names()["certified_managers"],
            count=len(certified),
            res_model="hr.employee",
            res_ids=tuple(certified),
        )
        passed = min(len(certified), required)
        return {COMPANY: Proposal(SAMPLED, reason, required, passed, (item,))}

    @api.model
    def _evidence_trained_before_post(self, audit, period):
        records = self._get_kpi()._get_trained_before_post_domain(*period)
        return self._count("trained_before_post", audit, records)

    @api.model
    def _evidence_certificates_valid(self, audit, period):
        """Certificates that people of today held in the period: not run out since. Of
        one that was renewed the last counts."""
        records = Records(
            "hr.employee.skill",
            Domain("employee_id.company_id", "=", self.env.company.id)
            & Domain("employee_id.active", "=", True)
            & Domain("skill_type_id.is_certification", "=", True)
            & Domain("valid_from", "<=", period[1])
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", period[0]))
            & Domain.custom(to_sql=partial(_is_last, day=period[1])),
            Domain("valid_to", "=", False) | Domain("valid_to", ">=", period[1]),
        )
        return self._count("certificates_valid", audit, records)

    @api.model
    def _get_sessions(self, period, hits, domain=Domain.TRUE):
        return self._of_company(
            "aftersales.training.session",
            self._within("date_start", period)
            & Domain("state", "!=", "cancelled")
            & domain,
            hits,
        )

    @api.model
    def _evidence_training_held(self, audit, period):
        records = self._get_sessions(period, Domain("state", "in", HELD))
        return self._count("training_held", audit, records)

    @api.model
    def _evidence_training_effective(self, audit, period):
        records = self._get_sessions(
            period, Domain("effect", "!=", False), Domain("state", "in", HELD)
        )
        return self._count("training_effective", audit, records)

    @api.model
    def _evidence_training_attended(self, audit, period):
        records = self._of_company(
            "aftersales.training.attendance",
            Domain("session_id", "any", self._get_sessions(period, Domain.TRUE).domain)
            & Domain("session_state", "in", HELD),
            Domain("status", "in", PRESENT),
        )
        return self._count("training_attended", audit, records)

    @api.model
    def _evidence_rewards_decided(self, audit, period):
        records = self._of_company(
            "aftersales.performance.entry",
            self._on_days("date", period),
            Domain("state", "!=", "proposed"),
        )
        return self._count("rewards_decided", audit, records)
