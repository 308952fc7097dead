from odoo import api, fields, models


class AftersalesNonconformity(models.Model):
    """Found by monthly supervision, or by the certifier who verifies it himself."""

    _inherit = "aftersales.nonconformity"

    inspection_id = fields.Many2one(
        "aftersales.inspection",
        string="Supervision",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    certificate_id = fields.Many2one(
        "aftersales.certificate",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    surveillance_id = fields.Many2one(
        "aftersales.certificate.surveillance",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('certificate_id', '=', certificate_id)]",
        copy=False,
    )
    body_deadline = fields.Date(
        string="Due to the Certifier",
        help="Until then correction and measures are done, with proof of their effect.",
    )
    body_verified_on = fields.Date(
        string="Verified by the Certifier", copy=False, tracking=True
    )
    body_verification = fields.Text(string="What the Certifier Says", copy=False)

    @api.model
    def _get_desk_fields(self) -> frozenset[str]:
        return super()._get_desk_fields() | {
            *("body_verified_on", "body_verification", "inspection_id"),
            *("certificate_id", "surveillance_id"),
        }

    def _get_plan_deadline(self):
        """Never later than the certifier waits."""
        day = super()._get_plan_deadline()
        return min(day, self.body_deadline) if self.body_deadline else day

    def _get_close_problems(self) -> list[str]:
        """The certifier verifies what he found (R358, R359)."""
        problems = super()._get_close_problems()
        if self.source == "certifier" and (self.certificate_id or self.surveillance_id):
            problems += self._get_missing_fields("body_verified_on")
        return problems

    def _get_unverified_problems(self) -> list[str]:
        """Findings that the certifier has not found put right yet (R358, R359)."""
        return [
            self.env._(
                "%(finding)s: the certifier has not verified it yet.",
                finding=finding.display_name,
            )
            for finding in self
            if finding.state != "cancelled" and not finding.body_verified_on
        ]
