from odoo import models
from odoo.exceptions import UserError

from odoo.addons.aftersales_service.tools import signoff

#: What is frozen, by the field that leads to it.
FROZEN = {
    "line_ids": (
        *("clause_id", "department_id", "outlet_id", "points", "points_source"),
        *("result", "sample_size", "passed_count", "mark", "finding", "auditor_id"),
        *("proposed_result", "proposed_sample_size", "proposed_passed_count"),
        *("proposed_reason", "override_reason", "attachment_ids"),
    ),
    "special_ids": (
        *("kind", "ground", "clause_id", "department_id", "outlet_id"),
        *("description", "rectification", "rectified_on"),
    ),
    "member_ids": ("employee_id", "role"),
    "visit_ids": (
        *("department_id", "outlet_id", "auditor_id", "date_start", "date_end"),
    ),
    "meeting_ids": (
        *("kind", "held_at", "place", "chair_id", "participant_ids", "guests"),
        "minutes",
    ),
    "score_ids": (
        *("scope", "clause_code", "department_id", "outlet_id", "involved"),
        *("obtained", "deductions", "bonuses", "score", "has_score"),
    ),
    "grade_ids": ("score_id", "grade_scheme_id", "band_id"),
    "evidence_ids": (
        *("line_id", "source", "name", "value", "count", "res_model", "res_ids"),
        "res_names",
    ),
}
HEAD = (
    *("name", "company_id", "scheme_id", "matrix_id", "kind", "date_from", "date_to"),
    *("date_planned", "score", "has_score", "conclusion"),
)


class AftersalesAudit(models.Model):
    """A closed evaluation is frozen for everybody, superuser code included."""

    _inherit = "aftersales.audit"

    def _refuse_sealed(self) -> None:
        """Closed is sealed: with no archive that could be opened again."""
        closed = self.sudo().filtered(lambda audit: audit.state == "closed")
        if closed and not self._is_sealing():
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(audit)s is closed and frozen. Nothing of it can be changed.",
                        audit=audit.name,
                    )
                    for audit in closed
                )
            )
        return super()._refuse_sealed()

    def _get_digest(self) -> str:
        self.ensure_one()
        return signoff.digest(self._get_frozen_content())

    def _get_frozen_content(self) -> dict:
        """Everything the evaluation says, in plain values."""
        self.ensure_one()
        # As the database keeps it: that is what is compared later.
        self.env.invalidate_all()
        audit = self.sudo()
        content = audit._get_plain(HEAD)
        parts = {
            name: audit.line_ids.evidence_ids if name == "evidence_ids" else audit[name]
            for name in FROZEN
        }
        for name, records in parts.items():
            content[name] = [
                {"id": record.id, **audit._get_plain(FROZEN[name], record)}
                for record in records.sorted("id")
            ]
        photos = audit.line_ids.attachment_ids.sorted("id")
        content["photos"] = {str(one.id): one.checksum for one in photos}
        return content

    def _get_plain(self, names, record=None) -> dict:
        record = record or self
        return {
            name: sorted(record[name].ids)
            if record._fields[name].type.endswith("2many")
            else record[name].id
            if record._fields[name].relational
            else record[name]
            for name in names
        }

    def action_verify(self):
        """Compute the digest again: does the evaluation still say what it said?"""
        self.ensure_one()
        problems = self._get_verify_problems()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if problems else "success",
                "sticky": bool(problems),
                "message": "\n".join(problems)
                or self.env._("Unchanged since it was closed."),
            },
        }

    def _get_verify_problems(self) -> list[str]:
        """Hook: what was changed since it was closed, in words."""
        self.ensure_one()
        if self._verify():
            return []
        return [self.env._("This evaluation was changed after it was closed.")]

    def _verify(self) -> bool:
        self.ensure_one()
        return bool(self.digest) and self.digest == self._get_digest()
