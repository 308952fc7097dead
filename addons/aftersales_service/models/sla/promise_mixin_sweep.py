import logging
from collections import defaultdict

from psycopg2 import errors

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import escalation

_logger = logging.getLogger(__name__)

BATCH = 200
# How often a batch is tried again when another server changed its rows meanwhile.
RETRIES = 5


class AftersalesPromiseMixin(models.AbstractModel):
    """The sweep: tells people of promises that are due, each step exactly once.

    A batch locks its rows, moves their next look forward and commits together with what
    it told; a run that is killed leaves the rows of its last batch due. Rows that
    another server holds are skipped.
    """

    _inherit = "aftersales.promise.mixin"

    @api.model
    def _cron_escalate(self) -> None:
        """Work off what is due, batch by batch."""
        cron = self.env["ir.cron"]
        due = [("next_check_at", "<=", fields.Datetime.now())]
        cron._commit_progress(remaining=self.search_count(due))
        retries = 0
        while True:
            try:
                done = self._escalate_batch(BATCH)
                time_left = cron._commit_progress(done)
                retries = 0
            except errors.SerializationFailure:
                # Another server worked on them between our look and our lock.
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                retries += 1
                if retries > RETRIES:
                    raise
                continue
            if not done or not time_left:
                return

    @api.model
    def _escalate_batch(self, limit: int) -> int:
        """Escalate at most ``limit`` due promises and return how many were seen to."""
        rows = self._lock_due(limit)
        if not rows:
            return 0
        now = fields.Datetime.now()
        told = defaultdict(list)
        for row in rows:
            decision = row._decide(now)
            for index in decision.fire:
                told[row].append((row._get_steps()[index], decision.is_repeat))
            row._note_decision(decision, now)
        broken = rows.filtered(lambda row: row.deadline <= now and not row.breached_at)
        broken._mark_missed()
        self._tell(told)
        return len(rows)

    @api.model
    def _lock_due(self, limit: int):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM %s
                 WHERE next_check_at <= %s
                 ORDER BY next_check_at, id
                 LIMIT %s
                   FOR UPDATE SKIP LOCKED
                """,
                SQL.identifier(self._table),
                fields.Datetime.now(),
                limit,
            )
        )
        return self.sudo().browse(row[0] for row in rows)

    def _get_steps(self):
        """Steps of the plan, in its order; one that was deleted since is skipped."""
        self.ensure_one()
        steps = self.policy_id.sudo().step_ids
        planned = [step_id for step_id, _moment in self.plan or ()]
        return steps.browse(step_id for step_id in planned if step_id in steps.ids)

    def _decide(self, now) -> escalation.Decision:
        self.ensure_one()
        steps = self._get_steps()
        moments = dict(self.plan or ())
        return escalation.decide(
            [step._to_plain() for step in steps],
            [fields.Datetime.to_datetime(moments[step.id]) for step in steps],
            min(self.escalation_level, len(steps)),
            now,
            self.escalated_at or None,
            bool(self.taken_at),
        )

    def _get_next_check(self):
        """When something happens to this running promise: a step, or its deadline."""
        self.ensure_one()
        # Nothing lies before the first moment, so nothing is fired here.
        decision = self._decide(fields.Datetime.to_datetime("1970-01-01"))
        moments = [decision.next_at] if decision.next_at else []
        if not self.breached_at:
            moments.append(self.deadline)
        return min(moments, default=False)

    def _note_decision(self, decision, now) -> None:
        self.ensure_one()
        vals = {"escalation_level": decision.level}
        if decision.fire:
            vals["escalated_at"] = now
            if not decision.is_repeat:
                # A new step asks anew who sees to it.
                vals.update(taken_at=False, taken_by_id=False)
        next_at = decision.next_at
        if now < self.deadline and not self.breached_at:
            next_at = min(next_at or self.deadline, self.deadline)
        self.update({**vals, "next_check_at": next_at or False})

    def _mark_missed(self) -> None:
        for row in self:
            row.update({"is_missed": True, "breached_at": row.deadline})
        self._on_breach()

    def _on_breach(self) -> None:
        """Hook: these promises (or none) were just broken: penalty, nonconformity."""

    # -- telling -----------------------------------------------------------------------
    @api.model
    def _tell(self, told: dict) -> None:
        """Activities, notes and mails of one batch, each made in one go.

        :param told: by row, (step, is it a reminder) of what is told about it
        """
        to_users = defaultdict(list)
        notes = {}
        for row, steps in told.items():
            users = self.env["res.users"]
            for step, is_repeat in steps:
                found = step._find_users(row._get_document())
                users |= found
                for user in found:
                    to_users[user].append((row, step, is_repeat))
            notes[row] = row._get_note(users)
        self._log_notes(notes)
        self._plan_activities(to_users)
        self._queue_mails(to_users)

    def _get_note(self, users) -> str:
        self.ensure_one()
        names = ", ".join(users.mapped("name"))
        values = {"promise": self.display_name, "names": names}
        if not names:
            return self.env._(
                "%(promise)s: nobody could be told. Choose a Technician, a Dispatcher, "
                "an outlet with a Manager, or the Service Manager in the settings.",
                **values,
            )
        if self.is_missed or self.is_late:
            return self.env._("%(promise)s was missed; told: %(names)s.", **values)
        return self.env._("%(promise)s is at risk; told: %(names)s.", **values)

    @api.model
    def _log_notes(self, notes: dict) -> None:
        """One note for each document, all of them in one insert."""
        by_document = defaultdict(list)
        for row, note in notes.items():
            by_document[row._get_document().id].append(note)
        documents = self._get_document_model().browse(by_document)
        documents._message_log_batch(
            bodies={key: "\n".join(texts) for key, texts in by_document.items()}
        )

    @api.model
    def _plan_activities(self, to_users: dict) -> None:
        """One open activity for each promise and user; a reminder finds it there."""
        rows = self.browse({row.id for told in to_users.values() for row, *_ in told})
        Activity = self.env["mail.activity"].sudo()
        existing = {
            (activity[self._activity_field], activity.user_id)
            for activity in Activity.search([(self._activity_field, "in", rows.ids)])
        }
        kind = self.env.ref(self._activity_type)
        document_model = self.env["ir.model"]._get_id(self._document_model)
        vals_list = []
        for user, told in to_users.items():
            for row in dict.fromkeys(row for row, *_ in told):
                if (row, user) in existing:
                    continue
                row = row.with_context(lang=user.lang, tz=user.tz)
                vals_list.append(
                    {
                        "activity_type_id": kind.id,
                        self._activity_field: row.id,
                        "res_model_id": document_model,
                        "res_id": row._get_document().id,
                        "user_id": user.id,
                        "summary": row._get_summary(),
                        "note": row.target_id.breach_note or False,
                        "date_deadline": row._get_local(row.deadline).date(),
                    }
                )
        # The digest below is the notice; one mail for each activity would drown it.
        Activity.with_context(mail_activity_quick_update=True).create(vals_list)

    def _get_summary(self) -> str:
        self.ensure_one()
        return self.env._(
            "%(promise)s: due %(deadline)s",
            promise=self.display_name,
            deadline=self._get_local(self.deadline).strftime("%Y-%m-%d %H:%M"),
        )

    def _get_local(self, moment):
        return fields.Datetime.context_timestamp(self, moment)

    @api.model
    def _queue_mails(self, to_users: dict) -> None:
        """One mail for each user with all he is told in this batch."""
        mails = []
        for user, told in to_users.items():
            rows = self.browse(
                dict.fromkeys(row.id for row, step, _r in told if step.send_mail)
            )
            if rows and user.email:
                mails.append(rows._prepare_mail_vals(user))
        self.env["mail.mail"].sudo().create(mails)

    def _prepare_mail_vals(self, user) -> dict:
        rows = self.with_context(lang=user.lang, tz=user.tz or "UTC")
        body = rows.env["ir.qweb"]._render(
            "aftersales_service.aftersales_escalation_mail",
            {"rows": rows, "user": user.with_env(rows.env)},
        )
        return {
            "subject": rows.env._(
                "Service promises that need you: %(count)d", count=len(rows)
            ),
            "body_html": body,
            "email_to": user.email_formatted,
            "email_from": rows._get_document().company_id[:1].email_formatted
            or user.company_id.email_formatted,
            "auto_delete": True,
        }
