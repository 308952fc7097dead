from odoo import fields, models
from odoo.exceptions import UserError

# What was found has to be written down; where nobody was met, nothing was found.
ANSWERED_OUTCOMES = ("solved", "out_of_scope")


class AftersalesDispatch(models.Model):
    """The checklist of a visit: the version that held when it was sent."""

    _name = "aftersales.dispatch"
    _inherit = ["aftersales.dispatch", "aftersales.checklist.mixin"]

    checklist_id = fields.Many2one(
        domain="[('usage', '=', 'visit'), ('state', '=', 'published')]",
        help="Chosen by product, category or order type when the visit is sent, "
        "unless one is named before. Later versions do not change it.",
    )
    answer_ids = fields.One2many(
        "aftersales.checklist.answer", "dispatch_id", "Checklist Answers"
    )

    def write(self, vals):
        if "checklist_id" in vals:
            sent = self.filtered(lambda dispatch: dispatch.state != "planned")
            if sent:
                raise UserError(
                    self.env._(
                        "%(dispatches)s: the checklist is chosen before “Send”.",
                        dispatches=", ".join(sent.mapped("display_name")),
                    )
                )
        return super().write(vals)

    def _transition(self, step, **values):
        if step == "send":
            self._check_step_role(step)
            self._check_step_possible(step)
            self._take_checklists()
        return super()._transition(step, **values)

    def _take_checklists(self) -> None:
        open_ = self.filtered(lambda dispatch: not dispatch.checklist_id)
        found = self.env["aftersales.checklist"]._find_for_orders(open_.order_id)
        for checklist, dispatches in open_.grouped(
            lambda dispatch: found.get(dispatch.order_id)
        ).items():
            if checklist:
                dispatches.checklist_id = checklist
        self._hand_out_questions()

    def _is_open_for_answers(self) -> bool:
        self.ensure_one()
        return self.state in ("sent", "accepted", "departed", "arrived")

    def _get_finish_problems(self) -> list[str]:
        problems = super()._get_finish_problems()
        if self.outcome in ANSWERED_OUTCOMES:
            problems += [
                self.env._(
                    "%(dispatch)s: answer “%(question)s” on the checklist before "
                    "“Finish”.",
                    dispatch=self.display_name,
                    question=question.name,
                )
                for question in self._get_missing_questions()
            ]
        return problems
