from datetime import date

from odoo import api, fields, models

from ...tools import kpi

LIVE_STATES = ("draft", "submitted", "collected", "approved")


class AftersalesKpiTarget(models.Model):
    """Splitting down (目标分解): parts that together reach the whole."""

    _inherit = "aftersales.kpi.target"

    parent_id = fields.Many2one(
        "aftersales.kpi.target",
        string="Split From",
        index="btree_not_null",
        copy=False,
        check_company=True,
        domain="[('kpi_id', '=', kpi_id), ('year', '=', year), ('id', '!=', id)]",
        help="The target that this one is a part of.",
    )
    child_ids = fields.One2many("aftersales.kpi.target", "parent_id", "Parts")
    split_value = fields.Float(
        string="Reached by All Parts",
        digits=(16, 2),
        compute="_compute_split",
        compute_sudo=True,
        help="If every part meets its target: numbers added up, shares and times "
        "averaged by weight.",
    )
    has_split = fields.Boolean(compute="_compute_split", compute_sudo=True)
    is_split_short = fields.Boolean(
        string="Parts Fall Short",
        compute="_compute_split",
        compute_sudo=True,
        help="The whole would miss its target though all parts meet theirs.",
    )

    @api.depends(
        "value",
        "kpi_id.unit",
        "kpi_id.direction",
        "child_ids.value",
        "child_ids.weight",
        "child_ids.state",
    )
    def _compute_split(self):
        for target in self:
            parts = target._get_parts()
            is_sum = bool(target.kpi_id) and target.kpi_id._is_sum()
            whole = kpi.combine(parts, is_sum)
            target.has_split = whole is not None
            target.split_value = whole or 0.0
            target.is_split_short = kpi.falls_short(
                target.value, parts, target.kpi_id.direction, is_sum
            )

    def _get_parts(self) -> list[kpi.Part]:
        """Of two versions of a part, the later one."""
        self.ensure_one()
        parts = {}
        for child in self.child_ids.sorted("version"):
            if child.state in LIVE_STATES:
                key = (child.department_id, child.outlet_id, child.quarter)
                parts[key] = kpi.Part(child.value, child.weight)
        return list(parts.values())

    def _get_split_problems(self) -> list[str]:
        return [
            self.env._(
                "%(target)s: if all parts meet theirs, the whole reaches %(reached)s "
                "and misses %(value)s. Correct the parts first.",
                target=target.display_name,
                reached=target.kpi_id._format_value(target.split_value),
                value=target.kpi_id._format_value(target.value),
            )
            for target in self
            if target.is_split_short
        ]

    def action_split_to_outlets(self):
        return self._split("outlet_id", self._get_split_outlets())

    def action_split_to_departments(self):
        """Departments of the technicians of the company's outlets."""
        outlets = self._get_split_outlets()
        return self._split("department_id", outlets.sudo().technician_ids.department_id)

    def _get_split_outlets(self):
        self.ensure_one()
        return self.env["aftersales.outlet"].search(
            [("company_id", "=", self.company_id.id), ("state", "=", "active")]
        )

    def _split(self, field: str, members) -> dict:
        """Draft the same target for each member that has none yet, weighed by what
        the figure was about there last year."""
        self.ensure_one()
        self._check_step_role("collect")
        has_one = self.child_ids[field]
        weights = self._get_weights(field.removesuffix("_id"))
        self.create(
            [
                {
                    "kpi_id": self.kpi_id.id,
                    "company_id": self.company_id.id,
                    "year": self.year,
                    "quarter": self.quarter,
                    "value": self.value,
                    "weight": weights.get(member.id, 1.0),
                    "parent_id": self.id,
                    field: member.id,
                }
                for member in members - has_one
            ]
        )
        return self._get_parts_action()

    def _get_weights(self, by: str) -> dict[int, float]:
        self.ensure_one()
        first, last = date(self.year - 1, 1, 1), date(self.year - 1, 12, 31)
        measured = self.kpi_id.with_company(self.company_id)._measure(first, last, by)
        return {
            key: float(figure.denominator)
            for key, figure in measured.items()
            if figure.denominator
        }

    def _get_parts_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parts of %(target)s", target=self.display_name),
            "res_model": self._name,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("parent_id", "=", self.id)],
            "context": {"default_parent_id": self.id, "default_kpi_id": self.kpi_id.id},
        }

    def action_view_parts(self):
        return self._get_parts_action()
