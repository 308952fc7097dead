from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import document_flow

BATCH = 50


class AftersalesDocumentRevision(models.Model):
    """How a revision comes into force: written, reviewed, approved by three people."""

    _inherit = "aftersales.document.revision"

    def _get_flow(self):
        return document_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "submit": self.env._("Hand In"),
            "approve": self.env._("Approve"),
            "issue": self.env._("Issue"),
            "supersede": self.env._("Supersede"),
            "withdraw": self.env._("Withdraw"),
            "rework": self.env._("Rework"),
            "cancel": self.env._("Drop"),
        }

    def action_submit(self):
        """Hand in what was written: the writer signs, the others are asked (R378)."""
        self._check_step_role("submit")
        self._check_step_possible("submit")
        self._refuse([p for item in self for p in item._get_content_problems()])
        self._transition("submit")
        for revision in self:
            if revision._find_role("prepare"):
                revision._sign("prepare")
            else:
                revision._ask_next_signer()

    def _get_content_problems(self) -> list[str]:
        self.ensure_one()
        problems = []
        values = {"revision": self.display_name}
        if not self.file_ids and not self._has_text():
            problems.append(
                self.env._("%(revision)s: write its text or add a file.", **values)
            )
        first = not self.document_id.revision_ids.filtered("issued_at")
        if not first and not self.change_ids:
            problems.append(
                self.env._(
                    "%(revision)s: enter into the change record what is different.",
                    **values,
                )
            )
        if self.effective_date and self.effective_date < self._today():
            problems.append(self._get_effective_problem(self._today()))
        return problems

    def _has_text(self) -> bool:
        # An editor leaves tags behind where nothing is written.
        return bool(self.body and self.body.striptags().strip())

    def _today(self):
        return fields.Date.context_today(self)

    def _get_effective_problem(self, approved) -> str:
        return self.env._(
            "%(revision)s: Effective Date %(effective)s lies before its approval on "
            "%(approved)s. Nobody could have followed it then; choose a later day or "
            "leave it empty.",
            revision=self.display_name,
            effective=self.effective_date,
            approved=approved,
        )

    def _sign(self, role, signature=None, note=None):
        """The last signature approves."""
        signed = super()._sign(role, signature, note)
        self.sudo().activity_unlink(["aftersales_audit.activity_type_document_sign"])
        for revision in self:
            if revision.state == "in_review" and revision.is_signed_off:
                revision._approve()
            elif revision.state == "in_review":
                revision._ask_next_signer()
        return signed

    def _approve(self) -> None:
        today = self._today()
        if self.effective_date and self.effective_date < today:
            raise UserError(self._get_effective_problem(today))
        # The signatures say who approves; nobody of them needs a right to write.
        self.sudo()._transition("approve")

    def _ask_next_signer(self) -> None:
        """An activity for whoever signs next."""
        for role in self._get_missing_roles()[:1]:
            for user in self._find_signers(role)[:1]:
                asked = self.with_context(lang=user.lang)
                self.sudo().activity_schedule(
                    "aftersales_audit.activity_type_document_sign",
                    user_id=user.id,
                    summary=asked.env._(
                        "Sign %(revision)s as %(role)s",
                        revision=asked.display_name,
                        role=role.with_context(lang=user.lang).name,
                    ),
                )

    def _find_signers(self, role):
        """People who may sign and have not signed for another role."""
        signed = self.sudo().signoff_ids.filtered(lambda s: s.state == "signed").user_id
        people = role._find_signers(self.company_id)
        if role.code == "confirm":
            people |= self.department_id.sudo().manager_id.user_id
        return people.filtered(
            lambda user: user not in signed and self._may_sign_as(role, user)
        )

    def action_issue(self):
        """Bring it into force: the one before is superseded, its copies called back."""
        self._check_step_role("issue")
        self._check_step_possible("issue")
        self._refuse([p for item in self if (p := item._get_issue_problem())])
        for revision in self:
            revision._issue()

    def _get_approval_date(self):
        moment = fields.Datetime.context_timestamp(self, self.approved_at)
        return moment.date()

    def _get_issue_problem(self) -> str | None:
        self.ensure_one()
        if not self.is_signed_off:
            return self.env._(
                "%(revision)s: signatures are missing: %(roles)s.",
                revision=self.display_name,
                roles=self.signoff_missing,
            )
        if not self._get_effect_date():
            return self.env._(
                "%(revision)s: comes into force by itself on %(day)s.",
                revision=self.display_name,
                day=self.effective_date,
            )
        return None

    def _get_effect_date(self):
        try:
            return document_flow.take_effect_on(
                self._get_approval_date(), self.effective_date or None, self._today()
            )
        except ValueError:
            raise UserError(
                self._get_effective_problem(self._get_approval_date())
            ) from None

    def _issue(self) -> None:
        self.ensure_one()
        before = self.document_id.revision_id
        if before:
            before._transition("supersede")
            # "One in force" is read from the table.
            before.flush_recordset(["state"])
        self._transition("issue", in_force_on=self._get_effect_date())
        before.copy_ids._replace_by(self)

    @api.model
    def _cron_take_effect(self) -> None:
        """Bring approved revisions into force on their effective date."""
        cron = self.env["ir.cron"]
        domain = [
            ("state", "=", "approved"),
            ("effective_date", "!=", False),
            ("effective_date", "<=", fields.Date.context_today(self)),
        ]
        cron._commit_progress(remaining=self.search_count(domain))
        while due := self.search(domain, limit=BATCH).try_lock_for_update():
            due = due.filtered("is_signed_off")
            for revision in due:
                revision._issue()
            if not cron._commit_progress(len(due)) or not due:
                return

    def action_rework(self):
        """Back to the writer; what was signed is void."""
        self._check_step_role("rework")
        self._check_step_possible("rework")
        # Whoever is asked to approve may refuse, and needs no right to write for it.
        self.sudo()._transition("rework", submitted_at=False, approved_at=False)
        for revision in self.sudo():
            signed = revision.signoff_ids.filtered(lambda s: s.state == "signed")
            signed._void(self.env._("Sent back to be reworked."))
        self.sudo().activity_unlink(["aftersales_audit.activity_type_document_sign"])

    def action_withdraw(self, reason: str | None = None):
        """Take it out of force without another in its place (R386).

        :param reason: why it does not hold any more
        """
        reason = (reason or self.end_reason or "").strip()
        if not reason:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Withdraw"),
                "res_model": "aftersales.document.withdrawal",
                "view_mode": "form",
                "target": "new",
                "context": {"default_revision_id": self.id},
            }
        self._transition("withdraw", end_reason=reason)
        self.copy_ids._call_back()
        return None

    def action_cancel(self):
        """Drop a draft; the one in force stays as it is."""
        self._transition("cancel")
