from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.aftersales_service.tools import sampling

from ...tools import programme_flow


class AftersalesAuditProgramme(models.Model):
    """The sample of outlets, the approval, and the audits that come of it."""

    _inherit = "aftersales.audit.programme"

    def _get_flow(self):
        return programme_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "approve": self.env._("Approve"),
            "finish": self.env._("Finish"),
            "reopen": self.env._("Back to Draft"),
        }

    def action_draw_outlets(self):
        """Draw the sample; the same seed gives the same outlets."""
        for programme in self:
            outlets = programme._get_outlets()
            size = sampling.share(len(outlets), programme.outlet_share)
            programme.outlet_ids = outlets.browse(
                sampling.draw(outlets.ids, size, programme.seed)
            )

    def _get_outlets(self):
        self.ensure_one()
        return self.env["aftersales.outlet"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("active", "suspended")),
            ]
        )

    def action_approve(self):
        self._check_step_role("approve")
        self._refuse(
            [
                self.env._(
                    "%(programme)s: somebody else approves what you have drawn up.",
                    programme=programme.name,
                )
                for programme in self
                if programme.create_uid == self.env.user and not self.env.su
            ]
        )
        self._transition("approve", approved_by_id=self.env.uid)

    def action_finish(self):
        self._check_step_role("finish")
        self._refuse(
            [
                self.env._(
                    "%(programme)s: %(audits)s is not closed.",
                    programme=programme.name,
                    audits=", ".join(open_.mapped("name")),
                )
                for programme in self
                if (
                    open_ := programme.audit_ids.filtered(
                        lambda audit: audit.state not in ("closed", "cancelled")
                    )
                )
            ]
        )
        self._transition("finish")

    def action_reopen(self):
        self._transition("reopen", approved_by_id=False)

    def action_create_audit(self):
        """An audit of everything in the programme."""
        self.ensure_one()
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "%(programme)s is not approved yet.", programme=self.display_name
                )
            )
        audit = self.env["aftersales.audit"].create(self._prepare_audit_vals())
        return audit._get_form_action()

    def _prepare_audit_vals(self) -> dict:
        return {
            "programme_id": self.id,
            "company_id": self.company_id.id,
            "scheme_id": self.scheme_id.id,
            "matrix_id": self.matrix_id.id,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "department_ids": [fields.Command.set(self.department_ids.ids)],
            "outlet_ids": [fields.Command.set(self.outlet_ids.ids)],
        }

    def action_view_audits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_audit.aftersales_audit_action"
        )
        action["domain"] = [("programme_id", "=", self.id)]
        action["context"] = {}
        return action
