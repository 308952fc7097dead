from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every
from odoo.tools.translate import LazyGettext, LazyTranslate

from ...tools import signoff
from ..sealed_mixin import is_harmless

_lt = LazyTranslate(__name__)

COLLECT = 500
# What people are reminded of, in their own language.
HAND_IN, RECEIVE = _lt("Hand in the papers"), _lt("Receive the papers")
# What people write on a batch themselves; its lines look after themselves.
OPEN_FIELDS = frozenset({"note", "line_ids"})


class AftersalesArchiveBatch(models.Model):
    """Collected, handed in, received: each with its words and its signature."""

    _inherit = "aftersales.archive.batch"

    # -- collecting -----------------------------------------------------------------

    @api.model
    def _collect_some(self, today, limit: int) -> int:
        """Collect batches that nobody has collected yet; says how many."""
        batches = self.search(
            [("state", "=", "collecting"), ("collected_at", "=", False)],
            limit=limit,
            order="id",
        )
        batches._collect()
        return len(batches)

    def action_collect(self):
        """Look for the papers of the period anew; what was explained stays."""
        self._check_step_role("collect")
        self._check_step_possible("collect")
        self._collect()

    def _collect(self) -> None:
        for batch in self.sudo():
            excuses = {
                (line.res_model, line.res_id): line.excuse
                for line in batch.line_ids
                if line.excuse
            }
            batch.line_ids.unlink()
            count = batch._collect_lines(excuses)
            batch.write({"collected_at": fields.Datetime.now(), "line_count": count})

    def _collect_lines(self, excuses: dict) -> int:
        """Lines of the papers found, in batches that leave the cache again."""
        self.ensure_one()
        Source = self._get_source()
        records = Source._collect(self.source, self)
        Line = self.env["aftersales.archive.line"]
        for part in split_every(COLLECT, records.ids):
            found = records.browse(part)
            gaps = Source.with_context(lang=self._get_lang())._get_gaps(
                self.source, found
            )
            Line.create(
                [
                    {
                        "batch_id": self.id,
                        "sequence": number,
                        "res_model": record._name,
                        "res_id": record.id,
                        "name": record.display_name,
                        "digest": signoff.digest(
                            Source._get_content(self.source, record)
                        ),
                        "gaps": "; ".join(gaps.get(record.id, ())) or False,
                        "excuse": excuses.get((record._name, record.id)),
                    }
                    for number, record in enumerate(found, records.ids.index(part[0]))
                ]
            )
        return len(records)

    @api.model
    def _get_source(self):
        """What is written down is the same whoever, and whatever screen, asks for it:
        as superuser, with no context, in the language of the database."""
        return self.env(context={})["aftersales.archive.source"].sudo()

    def _get_lang(self) -> str:
        """Words of an archive are in the language of its company."""
        return self.company_id.partner_id.lang or self.env.lang or "en_US"

    # -- reminding ------------------------------------------------------------------

    @api.model
    def _remind_some(self, today, limit: int) -> int:
        """Tell who hands in, then who receives, each once; says how many were told."""
        domain = Domain("remind_date", "<=", today)
        giving = self.search(
            domain
            & Domain("state", "=", "collecting")
            & Domain("reminded_giver_at", "=", False),
            limit=limit,
        )
        receiving = self.search(
            Domain("due_date", "<=", today)
            & Domain("state", "in", ("collecting", "handed_in"))
            & Domain("reminded_receiver_at", "=", False),
            limit=limit,
        )
        for batch in giving:
            batch._remind(batch._get_givers()[:1], HAND_IN)
        giving.write({"reminded_giver_at": fields.Datetime.now()})
        for batch in receiving:
            batch._remind(batch._get_receivers()[:1], RECEIVE)
        receiving.write({"reminded_receiver_at": fields.Datetime.now()})
        return len(giving) + len(receiving)

    def _remind(self, user, summary: LazyGettext) -> None:
        self.ensure_one()
        if user:
            self.sudo().activity_schedule(
                "aftersales_service.activity_type_archive",
                date_deadline=self.due_date,
                summary=self.with_context(lang=user.lang).env._(summary),
                user_id=user.id,
            )

    def _get_givers(self):
        """Those named by the rule, the outlet's manager, or any who may."""
        self.ensure_one()
        role = self._find_role("giver")
        return (
            self.rule_id.giver_ids
            or self.outlet_id.manager_id
            or role._find_signers(self.company_id)
        )

    def _get_receivers(self):
        self.ensure_one()
        role = self._find_role("receiver")
        return self.rule_id.receiver_ids or role._find_signers(self.company_id)

    def _may_sign_as(self, role, user) -> bool:
        named = (
            self.rule_id.giver_ids
            if role.code == "giver"
            else self.rule_id.receiver_ids
            if role.code == "receiver"
            else user.browse()
        )
        if named:
            return user in named
        if role.code == "giver" and user in self.outlet_id.sudo().access_user_ids:
            return True
        return super()._may_sign_as(role, user)

    # -- handing in -----------------------------------------------------------------

    def action_hand_in(self):
        """The giver signs for what he hands in: all complete, or explained (R400)."""
        self._check_step_role("hand_in")
        self._check_step_possible("hand_in")
        self._refuse(self._get_hand_in_problems())
        self._sign("giver")
        self.sudo()._transition("hand_in", send_back_reason=False)
        self._end_reminders()

    def _get_hand_in_problems(self) -> list[str]:
        problems = [
            self.env._(
                "%(batch)s: the period ends on %(day)s. Hand it in afterwards.",
                batch=batch.display_name,
                day=batch.date_to,
            )
            for batch in self
            if batch.date_to >= fields.Date.context_today(batch)
        ]
        problems += [
            self.env._("%(batch)s: collect the papers first.", batch=batch.display_name)
            for batch in self
            if not batch.collected_at
        ]
        open_lines = self.env["aftersales.archive.line"].search(
            [
                ("batch_id", "in", self.ids),
                ("gaps", "!=", False),
                ("excuse", "=", False),
            ]
        )
        return problems + [
            self.env._(
                "%(batch)s, %(paper)s: %(gaps)s. Complete it and collect anew, or fill "
                "in why it is handed in all the same.",
                batch=line.batch_id.name,
                paper=line.name,
                gaps=line.gaps,
            )
            for line in open_lines
        ]

    def action_receive(self):
        """The office has looked them through and signs for them (R400)."""
        self._check_step_role("receive")
        self._check_step_possible("receive")
        self._sign("receiver")
        self.sudo()._transition("receive")
        self._end_reminders()

    def _end_reminders(self) -> None:
        self.sudo().activity_feedback(["aftersales_service.activity_type_archive"])

    def action_send_back(self, reason: str | None = None):
        """Not in order: back to who handed it in, the signatures are void.

        :param reason: what is not in order
        """
        self._check_step_role("send_back")
        self._check_step_possible("send_back")
        if not (reason or "").strip():
            return self._ask_reason("send_back")
        self.sudo()._transition(
            "send_back",
            send_back_reason=reason,
            handed_in_at=False,
            received_at=False,
            reminded_giver_at=False,
        )
        self.sudo().signoff_ids._void(
            self.env._("Sent back: %(reason)s", reason=reason)
        )
        return None

    def _ask_reason(self, step: str) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self._get_step_label(step),
            "res_model": "aftersales.archive.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_step": step, "default_batch_ids": self.ids},
        }

    # -- a batch is not made or changed by hand -------------------------------------

    def write(self, vals):
        """Buttons write as superuser, after they have looked who presses them."""
        if not self.env.su and any(
            name not in OPEN_FIELDS and not is_harmless(name) for name in vals
        ):
            raise UserError(
                self.env._(
                    "%(batches)s: a batch changes through its buttons only.",
                    batches=", ".join(self.mapped("name")),
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_empty(self):
        self._refuse(
            [
                self.env._(
                    "%(batch)s was handed in. Batches are kept; what need not be kept "
                    "any more is destroyed against a protocol.",
                    batch=batch.display_name,
                )
                for batch in self
                if batch.state != "collecting"
            ]
        )
