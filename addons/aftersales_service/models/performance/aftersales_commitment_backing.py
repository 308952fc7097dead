from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ...tools import commitment as rules
from ...tools import warranty_policy

_lt = LazyTranslate(__name__)

# What is wrong, in words; (promise) and (backing) name both sides.
WORDS = {
    rules.NO_BACKING: _lt("%(promise)s: no policy backs this promise."),
    rules.NO_FIGURE: _lt("%(promise)s: the promise names no figure."),
    rules.NOT_IN_FORCE: _lt("%(promise)s: %(backing)s is not in force."),
    rules.NOT_SET: _lt("%(promise)s: %(backing)s sets no figure."),
    rules.LATER_START: _lt("%(promise)s: %(backing)s counts from another moment."),
    rules.WORKING_TIME: _lt(
        "%(promise)s: %(backing)s is counted in working time, which stands still at "
        "night and on days off."
    ),
    rules.WEAKER: _lt(
        "%(promise)s: the policy is weaker than the promise, %(backing)s."
    ),
}


class AftersalesCommitment(models.Model):
    """What keeps a commitment, and where that is weaker than its words."""

    _inherit = "aftersales.commitment"

    sla_target_ids = fields.Many2many(
        "aftersales.sla.target",
        string="Kept by SLA Targets",
        check_company=True,
        help="Each of them must be as strict as what is promised.",
    )
    policy_ids = fields.Many2many(
        "aftersales.warranty.policy",
        string="Kept by Warranty Policies",
        check_company=True,
    )
    conflict_note = fields.Text(string="Conflicts", compute="_compute_conflicts")
    has_conflict = fields.Boolean(
        string="In Conflict",
        compute="_compute_conflicts",
        search="_search_has_conflict",
    )
    override_reason = fields.Char(
        copy=False,
        tracking=True,
        help="Why it is published although a policy does not keep it.",
    )
    override_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    overridden_conflicts = fields.Char(readonly=True, copy=False)

    @api.depends(
        "promise_ids.kind",
        "promise_ids.milestone",
        "promise_ids.start_milestone",
        "promise_ids.amount",
        "promise_ids.unit",
        "promise_ids.parts_status",
        "promise_ids.months",
        "promise_ids.is_lifetime",
        "promise_ids.remedy",
        "sla_target_ids.milestone",
        "sla_target_ids.start_milestone",
        "sla_target_ids.amount",
        "sla_target_ids.unit",
        "sla_target_ids.parts_status",
        "sla_target_ids.policy_id.active",
        "sla_target_ids.policy_id.calendar_id",
        "policy_ids.state",
        "policy_ids.term_ids.clock_ids.months",
    )
    @api.depends_context("lang")
    def _compute_conflicts(self):
        for commitment in self:
            words = [self._get_words(c) for c in commitment._get_conflicts()]
            commitment.conflict_note = "\n".join(words) or False
            commitment.has_conflict = bool(words)

    def _search_has_conflict(self, operator, value):
        """Commitments are few: they are looked at one by one."""
        if operator != "in":
            return NotImplemented
        everything = self.with_context(active_test=False).search(Domain.TRUE)
        found = everything.filtered(lambda c: c.has_conflict in value)
        return Domain("id", "in", found.ids)

    def _get_conflicts(self) -> list[rules.Conflict]:
        """Conflicts as plain values; their keys are the records themselves."""
        self.ensure_one()
        return rules.conflicts(
            [promise._to_plain() for promise in self.promise_ids],
            [self._get_plain_target(target) for target in self.sla_target_ids],
            [self._get_plain_guarantee(policy) for policy in self.policy_ids],
        )

    def _get_plain_target(self, target) -> rules.Target:
        calendar = target.policy_id.calendar_id or self.company_id.resource_calendar_id
        return rules.Target(
            key=target,
            milestone=target.milestone,
            start=target.start_milestone,
            amount=target.amount or None,
            unit=target.unit,
            parts=target.parts_status or None,
            in_force=target.policy_id.active,
            week_hours=calendar.hours_per_week,
            day_hours=calendar.hours_per_day,
        )

    def _get_plain_guarantee(self, policy) -> rules.Guarantee:
        plain = policy._to_plain()
        return rules.Guarantee(
            key=policy,
            in_force=plain.kind == "law" or policy.state == "in_force",
            terms=tuple(
                rules.Term(
                    self._get_months(term), term.is_lifetime, frozenset(term.remedies)
                )
                for term in plain.terms
                if term.scope == warranty_policy.UNIT
                and term.ground == "fault"
                and not term.opens_after_months
            ),
        )

    def _get_months(self, term: warranty_policy.Term) -> int | None:
        """Months a term surely lasts, whichever of its clocks decides."""
        months = [clock.months for clock in term.clocks if not clock.without_proof]
        if not months or None in months:
            return next((m for m in months if m), None)
        if term.rule == warranty_policy.LATEST:
            return max(months)
        return months[0] if term.rule == warranty_policy.FIRST_KNOWN else min(months)

    @api.model
    def _get_words(self, conflict: rules.Conflict) -> str:
        backing = conflict.backing
        name = backing.display_name if backing else ""
        sentence = self.env._(WORDS[conflict.code])
        return sentence % {
            "promise": conflict.promise.display_name,
            "backing": name,
        }

    # -- published all the same -----------------------------------------------------
    def write(self, vals):
        if "override_reason" in vals:
            self._check_may_override()
            vals = {**vals, "override_by_id": self.env.uid}
        result = super().write(vals)
        if "override_reason" in vals:
            for commitment in self:
                commitment.overridden_conflicts = commitment._get_conflict_key()
        return result

    def _check_may_override(self) -> None:
        admin = "aftersales_service.group_admin"
        if not self.env.su and not self.env.user.has_group(admin):
            raise AccessError(
                self.env._(
                    "Only an administrator may let a commitment be published that no "
                    "policy keeps."
                )
            )

    def _get_conflict_key(self) -> str:
        """What was wrong when the reason was given: other conflicts need another."""
        self.ensure_one()
        return ";".join(
            sorted(
                f"{c.promise.id}:{c.code}:{c.backing._name if c.backing else ''}"
                f":{c.backing.id if c.backing else ''}"
                for c in self._get_conflicts()
            )
        )

    def _is_overridden(self) -> bool:
        self.ensure_one()
        return bool(
            self.override_reason
            and self.overridden_conflicts == self._get_conflict_key()
        )
