from odoo import api, fields, models
from odoo.tools import format_date

from ...tools import nonconformity_flow as flow


class AftersalesNonconformity(models.Model):
    """The steps, each telling at once all that is missing."""

    _inherit = "aftersales.nonconformity"

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "issue": self.env._("Hand Over to the Unit"),
            "submit": self.env._("Hand In Plan"),
            "review": self.env._("Review Plan"),
            "release": self.env._("Verify Plan"),
            "send_back": self.env._("Send Plan Back"),
            "execute": self.env._("Measures Carried Out"),
            "verify": self.env._("Verify Measures"),
            "reject": self.env._("Not Done Yet"),
            "close": self.env._("Effective: Settle"),
            "reopen": self.env._("Not Effective: Reopen"),
            "cancel": self.env._("Cancel"),
        }

    def _take(self, step: str, get_problems=None, **values) -> None:
        """A step with all that is missing, who takes it, and what counts anew."""
        self._check_step_role(step)
        self._check_step_possible(step)
        if get_problems:
            self._refuse([one for item in self for one in get_problems(item)])
        values |= dict.fromkeys(flow.BACK.get(step, ()), False)
        if step in flow.PEOPLE:
            values[flow.PEOPLE[step]] = self.env.uid
        self._transition(step, **values)
        self._tell(step)

    def action_issue(self):
        """The unit gets it, with the day its plan is due (R325)."""
        self._take("issue", lambda item: item._get_issue_problems())

    def action_submit(self):
        """The unit hands in causes and measures (R326, R342)."""
        self._take("submit", lambda item: item._get_plan_problems())

    def action_review(self):
        """The managing department finds the plan good (R329, R330)."""
        self._take("review", lambda item: item._get_own_problems(self.env.user))

    def action_release(self):
        """A certified manager verifies the plan; it may be carried out (R345)."""
        self._take(
            "release",
            lambda item: (
                item._get_own_problems(self.env.user) + item._get_certified_problems()
            ),
        )

    def action_send_back(self):
        self._take("send_back", lambda item: item._get_reason_problems())

    def action_execute(self):
        self._take("execute", lambda item: item._get_execute_problems())

    def action_verify(self):
        """Somebody who had no part in it saw that it was done."""
        self._take("verify", lambda item: item._get_verify_problems())

    def action_reject(self):
        self._take(
            "reject",
            lambda item: (
                item._get_reason_problems() + item._get_own_problems(self.env.user)
            ),
        )

    def action_close(self):
        """It helped (R326, R331)."""
        self._take("close", lambda item: item._get_close_problems())

    def action_reopen(self):
        """It did not help, or it came again: the unit plans anew."""
        self._take("reopen", lambda item: item._get_reopen_problems())

    def action_cancel(self):
        self._take("cancel")

    def _prepare_transition_vals(self, step: str) -> dict:
        vals = super()._prepare_transition_vals(step)
        if step in ("issue", "reopen"):
            vals["plan_deadline"] = self._get_plan_deadline()
        if step == "reopen":
            vals["reopen_count"] = self.reopen_count + 1
            vals["issued_at"] = self._get_step_moment()
        if step == "verify":
            vals["effect_date"] = self._get_effect_date()
        return vals

    def _tell(self, step: str) -> None:
        """Whose turn it is has an activity; it ends with the next step."""
        kind = "aftersales_audit.activity_type_nonconformity"
        self.sudo().activity_unlink([kind])
        if step not in ("issue", "send_back", "reopen", "release", "reject"):
            return
        is_planned = step in ("release", "reject")
        vals_list = []
        for record in self.filtered("user_id"):
            words = record.with_context(lang=record.user_id.lang)._get_step_labels()
            days = record.action_ids.mapped("deadline") if is_planned else []
            vals_list.append(
                record._prepare_activity(
                    "activity_type_nonconformity",
                    record.user_id,
                    max(days, default=record.plan_deadline),
                    words["execute" if is_planned else "submit"],
                )
            )
        self.env["mail.activity"].sudo().create(vals_list)

    # -- what is missing ---------------------------------------------------------------

    def _get_issue_problems(self) -> list[str]:
        needed = ["facts", "user_id"]
        if self.needs_order:
            needed.append("order_text")
        return self._get_missing_fields(*needed)

    def _get_reason_problems(self) -> list[str]:
        return self._get_missing_fields("return_reason")

    def _get_plan_problems(self) -> list[str]:
        """What the plan lacks: the cause, the kinds of measures asked for."""
        problems = self._get_missing_fields("root_cause", "action_ids")
        kinds = dict(self.action_ids._fields["kind"]._description_selection(self.env))
        problems += [
            self.env._(
                "%(record)s: plan a measure of the kind “%(kind)s”.",
                record=self.display_name,
                kind=kinds[kind],
            )
            for kind in flow.missing_kinds(
                *self._get_needed_kinds(), set(self.action_ids.mapped("kind"))
            )
        ]
        if self.reopen_count and self.action_ids and not self.open_action_count:
            problems.append(
                self.env._(
                    "%(record)s was reopened: what was done did not help. Plan a "
                    "further measure.",
                    record=self.display_name,
                )
            )
        return problems

    def _get_needed_kinds(self) -> tuple[bool, bool]:
        """Corrective, preventive: as its degree asks, and the grade its unit got."""
        self.ensure_one()
        line = self.sudo().audit_line_id
        grades = line.audit_id._get_needed_kinds()
        graded = grades.get((line.audit_id, line and line._get_unit()), (False, False))
        return self.needs_corrective or graded[0], self.needs_preventive or graded[1]

    def _get_own_problems(self, user) -> list[str]:
        """Nobody finds his own plan or work good, whatever his role."""
        self.ensure_one()
        people = self.user_id | self.action_ids.user_id | self.action_ids.done_by_id
        people |= self.submitted_by_id | self.executed_by_id
        if user not in people:
            return []
        return [
            self.env._(
                "%(record)s: somebody other than %(person)s does this, who had a part "
                "in it.",
                record=self.display_name,
                person=user.name,
            )
        ]

    def _get_certified_problems(self) -> list[str]:
        """Plans are verified by a certified after-sales service manager."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        people = self.env.user.sudo().employee_ids
        if (
            not self.company_id.sudo().aftersales_manager_skill_ids
            or self.company_id._get_certified_people(people, today)
        ):
            return []
        return [
            self.env._(
                "%(record)s: a certified after-sales service manager verifies the "
                "plan; %(person)s has no valid certificate.",
                record=self.display_name,
                person=self.env.user.name,
            )
        ]

    def _get_execute_problems(self) -> list[str]:
        self.ensure_one()
        return [
            self.env._(
                "%(record)s: “%(action)s” is not done yet.",
                record=self.display_name,
                action=action.name,
            )
            for action in self.action_ids
            if action.state == "open"
        ]

    def _get_verify_problems(self) -> list[str]:
        return self._get_own_problems(self.env.user) + self._get_missing_fields(
            "verification"
        )

    def _get_close_problems(self) -> list[str]:
        """What must be seen before it is settled."""
        pending = self.revision_ids.filtered(lambda one: not one.in_force_on)
        return (
            self._get_own_problems(self.env.user)
            + self._get_effect_problems()
            + self._get_incident_problems()
            + [
                self.env._(
                    "%(record)s: %(document)s is not in force yet.",
                    record=self.display_name,
                    document=revision.display_name,
                )
                for revision in pending
            ]
        )

    def _get_reopen_problems(self) -> list[str]:
        return self._get_missing_fields("effect_note")

    def _get_signature_rows(self) -> list[tuple[str, str, str]]:
        """Steps with who took them and when, as they are printed."""
        self.ensure_one()
        rows = []
        for step, person in flow.PEOPLE.items():
            name = flow.MOMENTS[flow.FLOW.target(step)]
            moment = self[name]
            day = moment and format_date(
                self.env, fields.Datetime.context_timestamp(self, moment)
            )
            label = self._fields[name]._description_string(self.env)
            rows.append((label, moment and self[person].sudo().name, day))
        return rows
