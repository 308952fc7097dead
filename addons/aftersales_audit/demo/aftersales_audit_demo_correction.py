from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..tools import nonconformity_flow
from . import finding_words as words

#: Steps to a state; each takes so many days.
STEPS = ("issue", "submit", "review", "release", "execute", "verify", "close")
STATES = dict(zip(("issued", "planned", "reviewed"), (1, 2, 3), strict=True)) | {
    "in_progress": 4,
    "executed": 5,
    "verified": 6,
    "reopened": 6,
    "closed": 7,
}
DAYS = 3


class AftersalesAuditDemo(models.AbstractModel):
    """Findings of every source, at every stage, with their days of the past."""

    _inherit = "aftersales.audit.demo"

    @api.model
    def _load_findings(self):
        for row in words.FINDINGS:
            record = self._find(*row)
            self._correct(record, row[5])

    @api.model
    def _find(self, source, degree, clause, unit, ago, _state, title, facts):
        where = self._ref(unit)
        name = "outlet_id" if where._name == "aftersales.outlet" else "department_id"
        scheme = self.env.ref("aftersales_audit.demo_scheme")
        day = self._today() - timedelta(days=ago)
        vals = {
            "source": source,
            "title": self._text(title),
            "facts": self._text(facts),
            name: where.id,
            "clause_id": scheme.clause_ids.filtered(lambda one: one.code == clause).id,
            "severity_id": self.env.ref(
                f"aftersales_audit.nonconformity_severity_{degree}"
            ).id,
            "order_text": degree == "serious" and self._text(words.ORDER_TEXT),
            "date": day,
        }
        if source == "inspection":
            vals["inspection_id"] = (
                self.env["aftersales.inspection"]
                .search(
                    [
                        ("outlet_id", "=", where.id),
                        ("month", "=", day.replace(day=1)),
                    ],
                    limit=1,
                )
                .id
            )
        record = self._open_finding(source, vals)
        record.user_id = record.user_id or self._ref("user_manager")
        return record

    @api.model
    def _open_finding(self, source, vals: dict):
        """Told by the document it comes from, where there is one."""
        Nonconformity = self.env["aftersales.nonconformity"]
        model = {"complaint": "aftersales.complaint", "sla": "aftersales.order"}.get(
            source
        )
        # Each document tells once.
        told = Nonconformity.search([("res_model", "=", model)]).mapped("res_id")
        document = model and self.env[model].search(
            [("id", "not in", told)], order="id", limit=1
        )
        if document:
            return Nonconformity._open_for(document, vals)
        return Nonconformity.create(vals)

    @api.model
    def _correct(self, record, state):
        """Walk it to the state, then date each step back."""
        self._plan_measures(record, record.date)
        self._walk(record, STEPS[: min(STATES[state], 6)])
        if record.effect_date and state in ("closed", "reopened"):
            record.sudo().effect_date = self._today() - timedelta(days=2)
        if state == "closed":
            record.effect_note = self._text(words.EFFECT)
            self._walk(record, ("close",))
        elif state == "reopened":
            record.effect_note = self._text(words.NO_EFFECT)
            self._walk(record, ("reopen",))
            self._plan_further(record)
        self._date_back(record)
        if state == "verified":
            record.kpi_id = self.env.ref("aftersales_service.kpi_first_time_fix")
            record.action_measure()

    @api.model
    def _plan_further(self, record):
        record.action_ids = [
            Command.create(
                {
                    "name": self._text(words.FURTHER),
                    "kind": "corrective",
                    "user_id": record.user_id.id,
                    "deadline": self._today() + timedelta(days=14),
                }
            )
        ]

    @api.model
    def _date_back(self, record):
        """Each step some days after the one before, none of them to come."""
        days = (self._today() - record.date).days
        if record.reopen_count:
            return
        moments = enumerate(nonconformity_flow.MOMENTS.values())
        record.sudo().write(
            {
                name: self._moment(-max(days - DAYS * step, 1), 600)
                for step, name in moments
                if record[name]
            }
            | {
                "plan_deadline": record.date
                + timedelta(days=record.severity_id.plan_days)
            }
        )
