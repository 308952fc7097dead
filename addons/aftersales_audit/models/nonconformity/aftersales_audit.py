from odoo import fields, models

from ...tools import impartiality, nonconformity_flow


class AftersalesAudit(models.Model):
    """What an evaluation found is followed up before it is closed (R342, R352)."""

    _inherit = "aftersales.audit"

    nonconformity_ids = fields.One2many(
        "aftersales.nonconformity", "audit_id", "Nonconformities"
    )
    nonconformity_count = fields.Integer(compute="_compute_nonconformity_count")

    def _compute_nonconformity_count(self):
        counts = dict(
            self.env["aftersales.nonconformity"]._read_group(
                [("audit_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["audit_id"],
                ["__count"],
            )
        )
        for audit in self:
            audit.nonconformity_count = counts.get(audit, 0)

    def action_present(self):
        """Units hear at the closing meeting what they have to put right."""
        result = super().action_present()
        self.line_ids._open_nonconformities()
        return result

    def action_open_nonconformities(self):
        """One for each failed indicator (R344)."""
        return self.line_ids.action_open_nonconformities()

    def action_view_nonconformities(self):
        return self._get_nonconformity_action()

    def _get_nonconformity_action(self) -> dict:
        return self.env["aftersales.nonconformity"]._get_view_action(
            "aftersales_nonconformity_action", [("audit_id", "in", self.ids)]
        )

    def _get_needed_kinds(self) -> dict:
        """By evaluation and unit: whether its grade asks for each kind of action."""
        needs: dict = {}
        for grade in self.sudo().grade_ids:
            if not (grade.needs_corrective or grade.needs_preventive):
                continue
            key = grade.audit_id.sudo(False), grade.score_id._get_unit()
            corrective, preventive = needs.get(key, (False, False))
            needs[key] = (
                corrective or grade.needs_corrective,
                preventive or grade.needs_preventive,
            )
        return needs

    def _get_close_problems(self) -> list[str]:
        """A unit with a poor grade has planned both kinds of action."""
        self.ensure_one()
        problems = super()._get_close_problems()
        records = (
            self.env["aftersales.nonconformity"]
            .sudo()
            .search([("audit_id", "=", self.id), ("state", "!=", "cancelled")])
        )
        by_unit = records.grouped(lambda one: one._get_unit())
        names = {row._get_unit(): row.unit_name for row in self.sudo().score_ids}
        kinds = dict(
            self.env["aftersales.corrective.action"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        for (_audit, unit), needs in self._get_needed_kinds().items():
            is_whole = unit == impartiality.COMPANY
            found = records if is_whole else by_unit.get(unit, records[:0])
            planned = set(found.action_ids.mapped("kind"))
            problems += [
                self.env._(
                    "%(audit)s: the grade of %(unit)s asks for a measure of the kind "
                    "“%(kind)s”. Let it be planned on a nonconformity of this unit.",
                    audit=self.name,
                    unit=names[unit],
                    kind=kinds[kind],
                )
                for kind in nonconformity_flow.missing_kinds(*needs, planned)
            ]
        return problems
