from odoo import api, fields, models

from ...tools import plan_flow


class AftersalesMaintenancePlan(models.Model):
    """The steps of a plan; visits follow them."""

    _inherit = "aftersales.maintenance.plan"

    _flow_roles = plan_flow.PLAN_ROLES

    def _compute_visits(self):
        Visit = self.env["aftersales.maintenance.occurrence"]
        done = dict(
            Visit._read_group(
                [("plan_id", "in", self.ids), ("state", "=", "done")],
                ["plan_id"],
                ["__count"],
            )
        )
        ahead = dict(
            Visit._read_group(
                [
                    ("plan_id", "in", self.ids),
                    ("state", "in", ("planned", "ordered")),
                ],
                ["plan_id"],
                ["date:min"],
            )
        )
        for plan in self:
            plan.visits_done = done.get(plan, 0)
            plan.next_date = ahead.get(plan, False)

    def _get_flow(self):
        return plan_flow.PLAN

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "activate": self.env._("Activate"),
            "pause": self.env._("Pause"),
            "resume": self.env._("Resume"),
            "end": self.env._("End Plan"),
        }

    def action_activate(self):
        self._transition("activate", activated_on=fields.Date.context_today(self))
        self._plan_anew()

    def action_pause(self):
        """No visits for now; those that have their order are carried out."""
        self._transition("pause")
        self._forget_planned()

    def action_resume(self):
        """Visits from today on; those of the pause are not made up for."""
        self._transition("resume", activated_on=fields.Date.context_today(self))
        self._plan_anew()

    def action_end(self):
        self._transition("end")
        self._forget_planned()

    def action_view_visits(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "aftersales_service.aftersales_maintenance_occurrence_action"
            ),
            "domain": [("plan_id", "=", self.id)],
            "context": {},
        }
