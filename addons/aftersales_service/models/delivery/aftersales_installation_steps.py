from odoo import api, models

from ...tools import installation_flow


class AftersalesInstallation(models.Model):
    """What an installation does: begun, presented, accepted or refused in writing."""

    _inherit = "aftersales.installation"

    def _get_flow(self):
        return installation_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "start": self.env._("Begin Work"),
            "present": self.env._("Present for Acceptance"),
            "accept": self.env._("Accept Installation"),
            "refuse": self.env._("Refuse"),
            "rework": self.env._("Back to Work"),
            "cancel": self.env._("Cancel"),
        }

    def _take(self, step: str, find_problems, **values) -> None:
        """Take a step with all installations, unless something is lacking of any.

        :param find_problems: function that says in words what an installation lacks
        """
        self._check_step_role(step)
        self._check_step_possible(step)
        self._refuse([p for item in self for p in find_problems(item)])
        self._transition(step, **values)

    def _say_missing(self, names, step: str) -> list[str]:
        """Words for the empty ones of these fields."""
        self.ensure_one()
        return [
            self.env._(
                "%(installation)s: fill in %(field)s before “%(step)s”.",
                installation=self.display_name,
                field=self._fields[name]._description_string(self.env),
                step=self._get_step_label(step),
            )
            for name in names
            if not self[name]
        ]

    def action_start(self):
        self._take("start", lambda item: item._say_missing(("procedure_id",), "start"))

    def action_present(self):
        """All is done and inspected by ourselves first (R165)."""
        self._take("present", lambda item: item._get_present_problems())
        for installation in self.filtered(lambda item: not item.equipment_ids):
            # The unit may have been named on the order after the work began.
            installation.equipment_ids = installation.order_id.equipment_id

    def _get_present_problems(self) -> list[str]:
        """What still hinders the customer's acceptance. Other addons add theirs."""
        self.ensure_one()
        step = self._get_step_label("present")
        values = {"installation": self.display_name, "step": step}
        problems = [
            self.env._(
                "%(installation)s: the step “%(open)s” is not done.",
                open=open_step.name,
                **values,
            )
            for open_step in self.step_ids
            if open_step.state != "done"
        ]
        problems += self._get_run_problems() + self._get_training_problems()
        problems += self.document_ids._get_problems(self, step)
        return problems + [
            self.env._(
                "%(installation)s: “%(property)s” was damaged. Write down how it is "
                "made good before “%(step)s”.",
                property=damaged.name,
                **values,
            )
            for damaged in self.property_ids
            if damaged.is_damaged and not damaged._is_made_good()
        ]

    def _get_training_problems(self) -> list[str]:
        """Users are trained where the procedure says so, and have signed for it."""
        self.ensure_one()
        if not self.procedure_id.sudo().needs_training or any(
            training.state == "signed" for training in self.training_ids
        ):
            return []
        return [
            self.env._(
                "%(installation)s: fill in a training of the users (participants, "
                "topics, hours) and let them sign it.",
                installation=self.display_name,
            )
        ]

    def action_accept(self):
        """The customer has signed the certificate: warranty begins where it says so."""
        self._take(
            "accept",
            lambda item: item._say_missing(("signature", "signed_by"), "accept"),
            answered_at=self._get_step_moment(),
            refusal_reason=False,
        )
        self._date_units()

    def _date_units(self) -> None:
        """Day of acceptance of the units. A unit that was accepted before keeps its
        day: what is installed anew has no new warranty."""
        for installation in self:
            units = installation.sudo().equipment_ids.filtered(
                lambda unit: not unit.acceptance_date
            )
            if units:
                units.write({"acceptance_date": installation._get_acceptance_date()})

    def _get_acceptance_date(self):
        self.ensure_one()
        return self.env["aftersales.equipment"]._get_local_day(
            self.accepted_at, self.company_id
        )

    def action_refuse(self):
        """The customer does not accept, and says in writing why."""
        self._take(
            "refuse",
            lambda item: item._say_missing(("refusal_reason",), "refuse"),
            answered_at=self._get_step_moment(),
        )
        for installation in self.sudo():
            installation.refusal_count += 1

    def action_rework(self):
        """Put right on the spot what was refused (R171); then present it anew."""
        self._transition("rework")

    def action_cancel(self):
        self._transition("cancel")

    def action_print(self):
        return self.env.ref(
            "aftersales_service.action_report_acceptance"
        ).report_action(self)

    def action_view_trainings(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_installation_training_action"
        )
        action["domain"] = [("installation_id", "=", self.id)]
        action["context"] = {"default_installation_id": self.id}
        return action
