from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import installation_flow
from .aftersales_installation_procedure_step import STEP_KINDS


class AftersalesInstallationStep(models.Model):
    """One step of an installation, done after those before it (R165)."""

    _name = "aftersales.installation.step"
    _description = "Installation Step"
    _inherit = [
        "aftersales.installation.part.mixin",
        "aftersales.flow.mixin",
        "aftersales.checklist.mixin",
    ]
    _order = "sequence, id"
    _check_company_auto = True

    _flow_roles = installation_flow.STEP_ROLES
    _flow_moments = {"done": "done_at"}

    installation_id = fields.Many2one(
        "aftersales.installation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="installation_id.company_id", store=True)
    installation_state = fields.Selection(
        related="installation_id.state", string="State of the Installation"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Step", required=True)
    kind = fields.Selection(STEP_KINDS, default="work", required=True)
    instruction = fields.Text(readonly=True)
    needs_photo = fields.Boolean(readonly=True)
    state = fields.Selection(
        [("todo", "To Do"), ("done", "Done")],
        default="todo",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, index="btree_not_null"
    )
    note = fields.Text()
    photo_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_installation_step_photo_rel",
        column1="step_id",
        column2="attachment_id",
        string="Photos",
        bypass_search_access=True,
    )
    answer_ids = fields.One2many(
        "aftersales.checklist.answer", "installation_step_id", "Checklist Answers"
    )

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps._hand_out_questions()
        return steps

    def _get_flow(self):
        return installation_flow.STEP_FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {"done": self.env._("Done"), "reopen": self.env._("Do Again")}

    def _is_open_for_answers(self) -> bool:
        self.ensure_one()
        return self.state == "todo" and self.installation_id.state == "in_progress"

    def action_done(self):
        """The step is done; what it needs is there, and so are the steps before it."""
        self._check_step_role("done")
        self._check_step_possible("done")
        for step in self.sorted(lambda step: (step.sequence, step.id)):
            step._refuse(step._get_done_problems())
            step._transition("done", done_by_id=self.env.uid)

    def action_reopen(self):
        """Do it again, and with it all that came after it and rested on it."""
        self._check_step_role("reopen")
        self._check_step_possible("reopen")
        again = self.browse()
        for step in self:
            order = step._get_order()
            again |= self.browse(installation_flow.undone_with(order, step.id))
        again._transition("reopen", done_at=False, done_by_id=False)

    def _get_order(self) -> list[tuple[int, bool]]:
        """All steps of the installation in their order, and which are done."""
        self.ensure_one()
        steps = self.installation_id.step_ids
        return [
            (step.id, step.state == "done")
            for step in steps.sorted(lambda step: (step.sequence, step.id))
        ]

    def _get_done_problems(self) -> list[str]:
        """What hinders the step, in words. Other addons add theirs."""
        self.ensure_one()
        values = {"step": self.name}
        if self.installation_id.state != "in_progress":
            return [
                self.env._(
                    "“%(step)s”: choose “Begin Work” on the installation first.",
                    **values,
                )
            ]
        before = installation_flow.missing_before(self._get_order(), self.id)
        problems = [
            self.env._(
                "“%(step)s” comes after “%(before)s”.", before=step.name, **values
            )
            for step in self.browse(before)
        ]
        if self.needs_photo and not self.photo_ids:
            problems.append(self.env._("“%(step)s”: take a photo first.", **values))
        problems += [
            self.env._(
                "“%(step)s”: answer “%(question)s” first.",
                question=question.name,
                **values,
            )
            for question in self._get_missing_questions()
        ]
        problems += [
            self.env._(
                "“%(step)s”: put right what is not in order: %(failure)s.",
                failure=answer._get_failure(),
                **values,
            )
            for answer in self._get_asked_answers()
            if answer._is_failed()
        ]
        return problems + self._get_kind_problems()

    def _get_kind_problems(self) -> list[str]:
        self.ensure_one()
        installation = self.installation_id
        match self.kind:
            case "property" if not (
                installation.property_ids or installation.has_no_property
            ):
                return [
                    self.env._(
                        "“%(step)s”: write down the customer's property and how it is "
                        "protected, or tick “No Property Affected”.",
                        step=self.name,
                    )
                ]
            case "load_run":
                return installation._get_run_problems()
            case "training" if not any(
                training.state == "signed" for training in installation.training_ids
            ):
                return [
                    self.env._(
                        "“%(step)s”: fill in a training of the users (participants, "
                        "topics, hours) and let them sign it.",
                        step=self.name,
                    )
                ]
        return []

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(step.state == "done" for step in self):
            raise UserError(self.env._("A step that is done stays on record."))
