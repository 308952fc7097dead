from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import old_part_flow

ACTIVITY = "aftersales_warehouse.activity_type_old_part"


class AftersalesOldPart(models.Model):
    """Overdue ones: whoever holds the part is told, once for each thing that is due."""

    _name = "aftersales.old.part"
    _inherit = ["aftersales.old.part", "aftersales.reminder.mixin"]

    is_told = fields.Boolean(string="Reminded", readonly=True, copy=False)

    @api.model
    def _get_remind_domain(self) -> Domain:
        return Domain("due_date", "<", fields.Date.context_today(self)) & Domain(
            "is_told", "=", False
        )

    @api.model
    def _get_remind_order(self) -> str:
        return "due_date, id"

    def _mark_told(self) -> None:
        self.is_told = True

    def _transition(self, step, **values):
        """What was due is done, and what comes next is not due yet; a label alone
        brings no part back."""
        result = super()._transition(step, **values)
        if step != "label":
            self.sudo().activity_unlink([ACTIVITY])
            self.is_told = False
        return result

    def _get_holder(self):
        """The technician until it is in store, then who answers for the store."""
        self.ensure_one()
        technician = self.employee_id.sudo().user_id
        is_out = self.state in old_part_flow.OUT_STATES
        return (
            (is_out and technician)
            or self.outlet_id.manager_id
            or self.company_id.aftersales_service_manager_id
            or self.env.ref("base.user_admin")
        )

    def _prepare_reminders(self) -> list[dict]:
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for part in self:
            user = part._get_holder()
            words = part.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": part.id,
                    "user_id": user.id,
                    "automated": True,
                    "summary": words._get_reminder(),
                    "date_deadline": part.due_date,
                }
            )
        return vals_list

    def _get_reminder(self) -> str:
        self.ensure_one()
        values = {"part": self.display_name, "date": self.due_date}
        if self.state in old_part_flow.OUT_STATES:
            return self.env._(
                "%(part)s should have been handed in by %(date)s", **values
            )
        return self.env._("%(part)s should have left the store by %(date)s", **values)
