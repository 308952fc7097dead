from odoo import models


class AftersalesDispatch(models.Model):
    """A visit of a plan asks the plan's questions, and looks at every unit."""

    _inherit = "aftersales.dispatch"

    def _take_checklists(self) -> None:
        for dispatch in self.filtered(lambda dispatch: not dispatch.checklist_id):
            planned = dispatch.order_id.sudo().plan_id.checklist_id
            if planned.state == "published":
                dispatch.checklist_id = planned.with_env(self.env)
        return super()._take_checklists()

    def _get_finish_problems(self) -> list[str]:
        problems = super()._get_finish_problems()
        if self.outcome == "solved":
            problems += [
                self.env._(
                    "%(dispatch)s: choose a Result for %(unit)s before “Finish”.",
                    dispatch=self.display_name,
                    unit=line.equipment_id.display_name,
                )
                for line in self.order_id.patrol_line_ids
                if not line.result
            ]
        return problems
