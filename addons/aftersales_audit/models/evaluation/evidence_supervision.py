from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)

CLOSED = ("done", "verified")


class AftersalesEvidence(models.AbstractModel):
    """Somebody looks after it: duties, targets, checks, measures that are done."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "departments_headed": self.env._("Departments with a head"),
            "inspectors_named": self.env._("Inspectors named"),
            "spot_checks": self.env._("Spot checks done"),
            "spot_checks_clean": self.env._("Spot checks without a problem"),
            "targets_approved": self.env._("Targets approved"),
            "evaluations_held": self.env._("Evaluations held and closed"),
            "tasks_done": self.env._("Corrective tasks done in the period"),
            "tasks_verified": self.env._("Corrective tasks verified by somebody else"),
        }

    @api.model
    def _evidence_departments_headed(self, audit, period):
        """Those of the responsibility matrix; without one, all."""
        columns = audit.matrix_id.column_ids.department_id
        named = Domain("id", "in", columns.ids) if columns else Domain.TRUE
        records = self._of_company(
            "hr.department",
            Domain("active", "=", True) & named,
            Domain("manager_id", "!=", False),
        )
        return self._count("departments_headed", audit, records)

    @api.model
    def _evidence_inspectors_named(self, audit, period):
        inspectors = self.env.ref("aftersales_service.group_inspector")
        records = Records(
            "res.users",
            Domain("active", "=", True)
            & Domain("share", "=", False)
            & Domain("company_ids", "in", self.env.company.ids)
            & Domain("group_ids", "in", inspectors.ids),
        )
        return self._count("inspectors_named", audit, records)

    @api.model
    def _get_checks(self, period, hits):
        return self._of_company(
            "aftersales.spot.check",
            self._on_days("check_date", period) & Domain("state", "=", "done"),
            hits,
        )

    @api.model
    def _evidence_spot_checks(self, audit, period):
        return self._count("spot_checks", audit, self._get_checks(period, Domain.TRUE))

    @api.model
    def _evidence_spot_checks_clean(self, audit, period):
        """Or one that was put right."""
        clean = Domain("result", "=", "ok") | Domain("rectified_note", "!=", False)
        records = self._get_checks(period, clean)
        return self._count("spot_checks_clean", audit, records)

    @api.model
    def _evidence_targets_approved(self, audit, period):
        records = self._of_company(
            "aftersales.kpi.target",
            Domain("year", ">=", period[0].year)
            & Domain("year", "<=", period[1].year)
            & Domain("state", "!=", "superseded"),
            Domain("state", "=", "approved"),
        )
        return self._count("targets_approved", audit, records)

    @api.model
    def _evidence_evaluations_held(self, audit, period):
        """Of the period or of the year before: this one is not closed yet."""
        records = self._of_company(
            "aftersales.audit",
            Domain("id", "!=", audit.id)
            & Domain("state", "=", "closed")
            & Domain("date_to", ">=", period[0] - relativedelta(years=1))
            & Domain("date_to", "<=", period[1]),
        )
        return self._count("evaluations_held", audit, records)

    @api.model
    def _get_tasks(self, period, states):
        return self._of_company(
            "aftersales.corrective.task",
            self._on_days("deadline", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "in", states),
        )

    @api.model
    def _evidence_tasks_done(self, audit, period):
        return self._count("tasks_done", audit, self._get_tasks(period, CLOSED))

    @api.model
    def _evidence_tasks_verified(self, audit, period):
        tasks = self._get_tasks(period, ("verified",))
        return self._count("tasks_verified", audit, tasks)
