from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.aftersales_service.models.flow_mixin import ROLE_GROUPS

from ...tools import nonconformity_flow

#: What was found: the desk's, until the unit has planned.
FACTS = frozenset(
    {
        *("title", "kind", "severity_id", "date", "facts", "requirement"),
        *("attachment_ids", "clause_id", "department_id", "outlet_id", "user_id"),
        *("needs_corrective", "needs_preventive", "order_text", "company_id"),
        *("res_model", "res_id", "source", "audit_line_id", "body_deadline"),
        *("name", "origin_name"),
    }
)
#: What is to be done: the unit's, until it is handed in. Causes and measures of their
#: own look after themselves.
PLAN = frozenset({"root_cause"})
#: What follows from steps and measuring, and is never typed in.
STAMPS = frozenset(
    {
        *nonconformity_flow.MOMENTS.values(),
        *nonconformity_flow.PEOPLE.values(),
        *("plan_deadline", "recurrence_of_id", "reopen_count", "effect_date"),
        *("effect_told_on", "audit_id"),
        *("kpi_before", "has_kpi_before", "kpi_after", "has_kpi_after"),
    }
)


class AftersalesNonconformity(models.Model):
    """Who writes what, when; over RPC as well."""

    _inherit = "aftersales.nonconformity"

    _stamps = STAMPS

    # What others may not write is no field to fill in on their screens.
    is_desk = fields.Boolean(compute="_compute_is_desk")

    @api.depends_context("uid")
    def _compute_is_desk(self):
        self.is_desk = self._is_desk()

    def write(self, vals):
        if not self._is_in_step():
            if PLAN & vals.keys():
                self._check_plan_open()
            self._check_desk_fields(vals)
        return super().write(vals)

    def _check_desk_fields(self, vals: dict) -> None:
        if FACTS & vals.keys():
            self._refuse(
                [
                    self.env._(
                        "%(record)s: what was found is fixed once the plan is handed "
                        "in. Send the plan back before you change it.",
                        record=record.display_name,
                    )
                    for record in self
                    if record.state not in ("recorded", "issued")
                ]
            )
        if not self._is_desk() and vals.keys() & (FACTS | self._get_desk_fields()):
            raise AccessError(
                self.env._("What was found and verified is written by the inspectors.")
            )
        # Why it is reopened is written before it is.
        kept = (self._get_desk_fields() | {"revision_ids"}) - {"effect_note"}
        self._refuse(
            [
                self.env._(
                    "%(record)s is settled. Reopen it first.",
                    record=record.display_name,
                )
                for record in self
                if record.state in ("closed", "cancelled") and vals.keys() & kept
            ]
        )

    @api.model
    def _get_desk_fields(self) -> frozenset[str]:
        return frozenset({"verification", "return_reason"})

    @api.model
    def _is_desk(self) -> bool:
        return self.env.su or any(
            self.env.user.has_group(ROLE_GROUPS[role])
            for role in nonconformity_flow.DESK
        )

    def _check_plan_open(self) -> None:
        """Causes and measures are written while the plan is the unit's."""
        self._refuse(
            [
                self.env._(
                    "%(record)s: causes and measures are written before the plan is "
                    "handed in. Send it back to change them.",
                    record=record.display_name,
                )
                for record in self
                if record.state not in ("recorded", "issued")
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        self._refuse(
            [
                self.env._(
                    "%(record)s was handed over and stays as a record. Cancel it "
                    "instead.",
                    record=record.display_name,
                )
                for record in self
                if record.state != "recorded"
            ]
        )
