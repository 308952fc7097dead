from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools import kpi

from ...tools import impartiality, nonconformity_flow


class AftersalesNonconformity(models.Model):
    """Did it help? Seen after some days, by a key figure before and after (R326)."""

    _name = "aftersales.nonconformity"
    _inherit = ["aftersales.nonconformity", "aftersales.reminder.mixin"]

    effect_days = fields.Integer(related="severity_id.effect_days")
    effect_date = fields.Date(
        string="Effect Due", readonly=True, copy=False, index=True
    )
    effect_told_on = fields.Date(readonly=True, copy=False)
    effect_note = fields.Text(
        string="Effect Seen",
        copy=False,
        tracking=True,
        help="Why it is found effective, or not.",
    )
    kpi_id = fields.Many2one(
        "aftersales.kpi",
        string="Seen By",
        domain="[('source', '!=', False), ('company_id', 'in', (company_id, False))]",
        ondelete="restrict",
        help="The key figure that shows whether the measures work: of the outlet or "
        "department, for so many days up to the finding and after the verification.",
    )
    kpi_before = fields.Float(string="Before", readonly=True, copy=False)
    has_kpi_before = fields.Boolean(readonly=True, copy=False)
    kpi_after = fields.Float(string="After", readonly=True, copy=False)
    has_kpi_after = fields.Boolean(readonly=True, copy=False)
    kpi_change = fields.Selection(
        [(kpi.BETTER, "Better"), (kpi.STEADY, "Steady"), (kpi.WORSE, "Worse")],
        string="Figure Changed",
        compute="_compute_kpi_change",
    )

    @api.depends("kpi_id", "kpi_before", "has_kpi_before", "kpi_after", "has_kpi_after")
    def _compute_kpi_change(self):
        for record in self:
            record.kpi_change = record.kpi_id and nonconformity_flow.change(
                record.kpi_id.direction,
                record.kpi_before if record.has_kpi_before else None,
                record.kpi_after if record.has_kpi_after else None,
            )

    @api.model
    def _get_desk_fields(self) -> frozenset[str]:
        return super()._get_desk_fields() | {"kpi_id", "effect_note"}

    def write(self, vals):
        if "kpi_id" not in vals:
            return super().write(vals)
        self._refuse(
            [
                self.env._(
                    "%(record)s: “%(kpi)s” has shown the effect. Reopen it to choose "
                    "another key figure.",
                    record=record.display_name,
                    kpi=record.kpi_id.display_name,
                )
                for record in self
                if record.has_kpi_after and record.kpi_id.id != vals["kpi_id"]
            ]
        )
        result = super().write(vals)
        # What was measured is of the figure before.
        self.sudo().has_kpi_before = False
        return result

    def _get_effect_date(self):
        """From when on the effect can be judged; False where nobody looks again."""
        self.ensure_one()
        days = self.severity_id.effect_days
        return days and fields.Date.context_today(self) + timedelta(days=days)

    def _get_effect_problems(self) -> list[str]:
        self.ensure_one()
        if not self.effect_date:
            return []
        problems = self._get_missing_fields("effect_note")
        if self.effect_date > fields.Date.context_today(self):
            problems.append(
                self.env._(
                    "%(record)s: the effect is judged on %(day)s or later.",
                    record=self.display_name,
                    day=self.effect_date,
                )
            )
        if self.kpi_id and not self.has_kpi_after:
            problems.append(
                self.env._(
                    "%(record)s: measure “%(kpi)s” before and after.",
                    record=self.display_name,
                    kpi=self.kpi_id.display_name,
                )
            )
        if self.kpi_change == kpi.WORSE:
            problems.append(
                self.env._(
                    "%(record)s: “%(kpi)s” got worse. Reopen it.",
                    record=self.display_name,
                    kpi=self.kpi_id.display_name,
                )
            )
        return problems

    def action_measure(self):
        """The key figure of so many days before the finding and after verification."""
        self._check_step_role("close")
        self.check_access("write")
        today = fields.Date.context_today(self)
        for record in self.filtered("kpi_id"):
            days = timedelta(days=max(record.effect_days, 1) - 1)
            before = record._measure_kpi(record.date - days, record.date)
            after = None
            # Before that day the measures had too little time to show.
            is_due = not record.effect_date or record.effect_date <= today
            if record.verified_at and is_due:
                verified = fields.Datetime.context_timestamp(
                    record, record.verified_at
                ).date()
                first = verified + timedelta(days=1)
                after = record._measure_kpi(first, first + days)
            # Figures are read from the records, not typed.
            record.sudo().write(
                {
                    "kpi_before": before or 0.0,
                    "has_kpi_before": before is not None,
                    "kpi_after": after or 0.0,
                    "has_kpi_after": after is not None,
                }
            )

    def _measure_kpi(self, date_from, date_to) -> float | None:
        self.ensure_one()
        unit = self._get_unit().partition(":")[0]
        by = None if unit == impartiality.COMPANY else unit
        scope = (self.outlet_id or self.department_id).id if by else False
        figures = self.kpi_id.with_company(self.company_id)._measure(
            date_from, date_to, by
        )
        figure = figures.get(scope)
        return figure.value if figure else None

    # -- whoever verified it is told when the effect can be judged ---------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return (
            Domain("state", "=", "verified")
            & Domain("effect_date", "<=", fields.Date.context_today(self))
            & Domain("effect_told_on", "=", False)
        )

    def _prepare_reminders(self) -> list[dict]:
        return [
            record._prepare_activity(
                "activity_type_nonconformity",
                record.verified_by_id,
                record.effect_date,
                self.with_context(lang=record.verified_by_id.lang).env._(
                    "Look whether the measures help"
                ),
            )
            for record in self
        ]

    def _mark_told(self) -> None:
        self.effect_told_on = fields.Date.context_today(self)
