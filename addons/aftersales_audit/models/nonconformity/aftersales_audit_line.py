from odoo import fields, models

from ...tools import scoring


class AftersalesAuditLine(models.Model):
    """Each failed indicator gets its nonconformity (R344)."""

    _inherit = "aftersales.audit.line"

    nonconformity_ids = fields.One2many(
        "aftersales.nonconformity", "audit_line_id", "Nonconformities"
    )

    def _get_failed(self, needs: dict):
        """Not met; where the grade of the unit asks for action, met in part as well."""
        return self.filtered(
            lambda line: (
                line.result == scoring.NOT_MET
                or (
                    line.result == scoring.SAMPLED
                    and line.share < 1
                    and (line.audit_id, line._get_unit()) in needs
                )
            )
        )

    def action_open_nonconformities(self):
        """One for each failed indicator of these that has none."""
        self.audit_id._check_step_role("score")
        self.check_access("write")
        self._open_nonconformities()
        return self.audit_id._get_nonconformity_action()

    def _open_nonconformities(self) -> None:
        needs = self.audit_id._get_needed_kinds()
        failed = self._get_failed(needs)
        known = (
            self.env["aftersales.nonconformity"]
            .sudo()
            .search([("audit_line_id", "in", failed.ids), ("state", "!=", "cancelled")])
            .audit_line_id
        )
        lines = failed.filtered(lambda line: line not in known)
        self.env["aftersales.nonconformity"].sudo().create(
            [line._prepare_nonconformity_vals(needs) for line in lines]
        )

    def _prepare_nonconformity_vals(self, needs: dict) -> dict:
        self.ensure_one()
        severity = self.env.ref("aftersales_audit.nonconformity_severity_minor")
        corrective, preventive = needs.get((self.audit_id, self._get_unit()), (0, 0))
        return {
            "title": self.clause_id.display_name,
            "source": "audit" if self.audit_id.kind != "external" else "certifier",
            "audit_line_id": self.id,
            "res_model": "aftersales.audit",
            "res_id": self.audit_id.id,
            "origin_name": self.audit_id.name,
            "company_id": self.company_id.id,
            "clause_id": self.clause_id.id,
            "severity_id": severity.id,
            "needs_corrective": bool(corrective or severity.needs_corrective),
            "needs_preventive": bool(preventive or severity.needs_preventive),
            "date": min(self.audit_id.date_planned, fields.Date.context_today(self)),
            "facts": self.finding or self.clause_id.display_name,
            "requirement": self.clause_id.guidance,
            "attachment_ids": [(6, 0, self.attachment_ids.ids)],
            "department_id": self.department_id.id,
            "outlet_id": self.outlet_id.id,
        }
