from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import contract_flow


class AftersalesContract(models.Model):
    """The steps of a contract; each takes a whole batch or none of it."""

    _inherit = "aftersales.contract"

    def _get_flow(self):
        return contract_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "send": self.env._("Send to Customer"),
            "withdraw": self.env._("Withdraw"),
            "enforce": self.env._("Put in Force"),
            "end": self.env._("End Contract"),
            "terminate": self.env._("Terminate"),
            "cancel": self.env._("Cancel"),
            "invoice": self.env._("Create Invoices"),
        }

    # -- before it holds ---------------------------------------------------------------

    def action_send(self):
        """Show it to the customer, who may sign it on his page."""
        self._check_step_role("send")
        self._check_step_possible("send")
        self._refuse(self._get_content_problems("send"))
        self._transition("send")
        for contract in self:
            contract._portal_ensure_token()
        return self._get_mail_action() if len(self) == 1 else None

    def _get_mail_action(self) -> dict:
        """The host's mail to the customer, with the link to his page."""
        self.ensure_one()
        template = self.env.ref(
            "aftersales_service.mail_template_contract", raise_if_not_found=False
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send to Customer"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template.id if template else False,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": (
                    "mail.mail_notification_layout_with_responsible_signature"
                ),
                "force_email": True,
            },
        }

    def action_withdraw(self):
        """Back to a draft, to be changed; the customer does not see it any more."""
        self._transition("withdraw")

    def action_cancel(self):
        self._transition("cancel")

    def _get_content_problems(self, step: str) -> list[str]:
        """What a contract must say before it leaves the house."""
        values = {"step": self._get_step_label(step)}
        problems = []
        for contract in self:
            values["contract"] = contract.display_name
            if not contract.unit_ids:
                problems.append(
                    self.env._(
                        "%(contract)s: fill in Units Covered before “%(step)s”.",
                        **values,
                    )
                )
            if not contract.line_ids and not contract.cover_ids:
                problems.append(
                    self.env._(
                        "%(contract)s: fill in Services or Covered Cost before "
                        "“%(step)s”.",
                        **values,
                    )
                )
        return problems

    def action_enforce(self):
        """Both sides have signed: from the first day on it holds."""
        self._check_step_role("enforce")
        self._check_step_possible("enforce")
        self._refuse(
            self._get_content_problems("enforce")
            + [
                self.env._(
                    "%(contract)s: attach the Signed Paper, or let the customer sign "
                    "on his page, before “Put in Force”.",
                    contract=contract.display_name,
                )
                for contract in self
                if not contract.signature and not contract.attachment_ids
            ]
        )
        self._enforce()

    def _enforce(self, **values) -> None:
        # Two contracts put in force at once would not see each other's units.
        self.equipment_ids.sudo().lock_for_update()
        self._replace_versions()
        self._check_units_free()
        self._transition("enforce", **values)
        # Plans and periods follow from what was agreed, whoever puts it in force.
        contracts = self.sudo()
        contracts._plan_periods()
        contracts._make_plans()

    def _replace_versions(self) -> None:
        """A new version ends the one before on the day before its own first."""
        for contract in self.filtered(lambda contract: contract.version > 1):
            before = contract.previous_id
            last = contract.date_start - timedelta(days=1)
            if before.state == "in_force" and before.date_end > last:
                before.sudo()._end(
                    "end",
                    max(last, before.date_start),
                    self.env._(
                        "Version %(version)s took its place.", version=contract.version
                    ),
                )

    def _check_units_free(self) -> None:
        """One contract a unit and day: which one covers it must be no question."""
        lines = self.env["aftersales.contract.unit"].sudo()
        held = lines.search(
            [
                ("equipment_id", "in", self.equipment_ids.ids),
                ("contract_id.state", "in", contract_flow.BINDING_STATES),
                ("contract_id", "not in", self.ids),
            ]
        ).grouped("equipment_id")
        for line in self.sudo().unit_ids:
            for other in held.get(line.equipment_id, lines):
                first = max(line._get_first_day(), other._get_first_day())
                if first <= min(line._get_last_day(), other._get_last_day()):
                    raise ValidationError(
                        self.env._(
                            "%(unit)s is covered by %(other)s on days that "
                            "%(contract)s names too. Terminate the other contract, or "
                            "change From and Until of the unit.",
                            unit=line.equipment_id.display_name,
                            other=other.contract_id.display_name,
                            contract=line.contract_id.display_name,
                        )
                    )

    # -- when it is over ---------------------------------------------------------------

    def action_terminate(self):
        """Notice was given: it ends early, and what was paid too much is credited."""
        self._check_step_role("terminate")
        self._check_step_possible("terminate")
        self._refuse(
            [
                self.env._(
                    "%(contract)s: fill in End Reason before “Terminate”.",
                    contract=contract.display_name,
                )
                for contract in self
                if not contract.end_reason
            ]
        )
        today = fields.Date.context_today(self)
        for contract in self:
            last = min(contract.notice_date or today, contract.date_end)
            contract._end("terminate", max(last, contract.date_start))

    def _end(self, step: str, last_day, reason: str | None = None) -> None:
        self.ensure_one()
        values = {"date_end": last_day}
        if reason:
            values["end_reason"] = reason
        self._transition(step, **values)
        contract = self.sudo()
        contract._plan_periods()
        contract.plan_ids._stop(last_day)

    # -- what comes after it -----------------------------------------------------------

    def action_new_version(self):
        """A draft like this one, which takes its place from another day on."""
        self.ensure_one()
        self._check_step_role("enforce")
        today = fields.Date.context_today(self)
        vals = {
            "name": self.name,
            "version": self.version + 1,
            "date_start": min(max(today, self.date_start), self.date_end),
            "date_end": self.date_end,
        }
        return self._follow_with(vals, Domain("version", ">", self.version))

    def action_renew(self):
        """A draft for the same length of time from the day after the last."""
        self.ensure_one()
        self._check_step_role("enforce")
        start = self.date_end + timedelta(days=1)
        vals = {
            "date_start": start,
            "date_end": start + (self.date_end - self.date_start),
        }
        return self._follow_with(vals, Domain("version", "=", 1))

    def _follow_with(self, vals: dict, known: Domain) -> dict:
        following = self.search(
            Domain("previous_id", "=", self.id)
            & Domain("state", "!=", "cancelled")
            & known,
            limit=1,
        )
        if not following:
            following = self.copy({**vals, "previous_id": self.id})
            # Days of single units are those of the old term.
            following.unit_ids.filtered(
                lambda line: line.date_to and line.date_to <= following.date_start
            ).unlink()
            following.unit_ids.write({"date_from": False, "date_to": False})
        return {
            "type": "ir.actions.act_window",
            "name": following.display_name,
            "res_model": self._name,
            "res_id": following.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
