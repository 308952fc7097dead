from collections import defaultdict

from odoo import api, fields, models

from ...tools import complaint_level
from ..flow_mixin import STEP
from .aftersales_complaint_level import LEVELS

DIMENSIONS = ("severity", "safety", "complexity", "impact")


class AftersalesComplaint(models.Model):
    """The level of a complaint: proposed by criteria, raised by what happens to it."""

    _inherit = "aftersales.complaint"

    proposed_level = fields.Selection(
        LEVELS, compute="_compute_proposed_level", help="Level that its facts call for."
    )
    level_reason = fields.Char(
        string="Because Of",
        compute="_compute_proposed_level",
        help="Criteria that call for the proposed level.",
    )
    has_injury = fields.Boolean(
        string="Injury", compute="_compute_has_injury", store=True
    )
    is_lawsuit = fields.Boolean(
        string="Lawsuit", compute="_compute_has_injury", store=True
    )
    escalated_at = fields.Datetime(string="Escalated", readonly=True, copy=False)
    escalation_count = fields.Integer(string="Escalations", readonly=True, copy=False)

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {"escalated_at", "escalation_count"}

    @api.model
    def _get_level_facts(self) -> set[str]:
        """Fields that the level depends on."""
        return {*DIMENSIONS, "criterion_ids", "category_id", "repeat_count"}

    @api.depends(lambda self: tuple(self._get_level_facts()))
    def _compute_proposed_level(self):
        names = self.env["aftersales.complaint.criterion"].sudo()
        for complaint in self:
            proposal = complaint._propose_level()
            complaint.proposed_level = proposal.level
            met = names.browse(proposal.reasons)
            complaint.level_reason = ", ".join(met.mapped("name"))

    @api.depends("criterion_ids.is_injury", "criterion_ids.is_lawsuit")
    def _compute_has_injury(self):
        for complaint in self:
            criteria = complaint.criterion_ids
            complaint.has_injury = any(criteria.mapped("is_injury"))
            complaint.is_lawsuit = any(criteria.mapped("is_lawsuit"))

    def _propose_level(self) -> complaint_level.Proposal:
        self.ensure_one()
        criteria = self.env["aftersales.complaint.criterion"]
        figures = {name: int(self[name] or 0) for name in DIMENSIONS}
        return complaint_level.propose(
            criteria._get_criteria(self.company_id.id),
            {**figures, complaint_level.REPEATS: self.repeat_count},
            frozenset(self.criterion_ids.ids),
            self.category_id.level or complaint_level.LEVELS[0],
        )

    def _follow_level(self) -> None:
        """Bring the level up to what the facts call for, and the complaint to whom it
        belongs then. Down it goes by itself only while nobody has assessed it."""
        opened = self.filtered("is_open")
        changed = defaultdict(lambda: self.browse())
        for complaint in opened:
            level = complaint._propose_level().level
            if complaint.assessed_at or complaint.escalation_count:
                level = complaint_level.highest([level, complaint.level])
            if level != complaint.level:
                changed[level] |= complaint
        for level, complaints in changed.items():
            complaints._in_step().write({"level": level})
        opened._assign()

    def _in_step(self):
        """These complaints, open to what steps write."""
        return self.with_context(_aftersales_step=STEP)

    def _escalate(self, reason: str) -> None:
        """Bring complaints to the level above, and tell why; at the top there is
        nothing above, and the one responsible is told again."""
        for complaint in self.filtered("is_open"):
            level = complaint_level.next_level(complaint.level) or complaint.level
            complaint._in_step().write(
                {
                    "level": level,
                    "escalated_at": fields.Datetime.now(),
                    "escalation_count": complaint.escalation_count + 1,
                }
            )
            complaint._message_log(body=reason)
        self.filtered("is_open")._assign(is_told_again=True)

    def _change_level(self, level: str, reason: str) -> None:
        """Set another level by hand, with its reason.

        Up is free to all who work on complaints; down only to who stands above it, and
        never below what the criteria call for.
        """
        self._check_step_role("change_level")
        self._check_reason(reason)
        lowered = self.filtered(
            lambda c: complaint_level.rank(level) < complaint_level.rank(c.level)
        )
        lowered._check_handler("change_level")
        self._refuse(
            [
                self.env._(
                    "%(complaint)s: over already, its level stays.",
                    complaint=complaint.name,
                )
                for complaint in self
                if not complaint.is_open
            ]
            + [
                self.env._(
                    "%(complaint)s: not below “%(level)s”, because of: %(reasons)s.",
                    complaint=complaint.name,
                    level=self._get_level_label(complaint.proposed_level),
                    reasons=complaint.level_reason or complaint.category_id.name,
                )
                for complaint in lowered
                if complaint_level.rank(level)
                < complaint_level.rank(complaint.proposed_level)
            ]
        )
        complaints = self.sudo()
        complaints._in_step().level = level
        complaints._message_log_batch(
            bodies={
                complaint.id: self.env._(
                    "Level set to “%(level)s” by hand: %(reason)s",
                    level=self._get_level_label(level),
                    reason=reason,
                )
                for complaint in complaints
            }
        )
        complaints._assign(is_told_again=True)

    @api.model
    def _get_level_label(self, level: str) -> str:
        return self.env["aftersales.complaint.level"]._get_level_label(level)
