from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class AftersalesWarrantyPolicy(models.Model):
    """Draft, in force, retired; a change is a new version."""

    _inherit = "aftersales.warranty.policy"

    # What may still be said about a policy in force: whom it is for, never what it
    # promises.
    _OPEN_FIELDS = frozenset(
        {
            "name",
            "sequence",
            "active",
            "state",
            "valid_to",
            "is_for_all_goods",
            "product_ids",
            "product_category_ids",
            "partner_ids",
            "description",
            "after_term",
        }
    )

    def write(self, vals):
        frozen = {
            field
            for field in vals.keys() - self._OPEN_FIELDS
            if field in self._fields and not field.startswith(("message_", "activity_"))
        }
        if frozen:
            self._check_open()
        return super().write(vals)

    def _check_open(self) -> None:
        """Refuse to change what a policy in force promises."""
        in_force = self.filtered(lambda policy: policy.state != "draft")
        if in_force:
            raise UserError(
                self.env._(
                    "%(policies)s: what is in force does not change, units were sold "
                    "with it. Make a new version and put that in force.",
                    policies=", ".join(in_force.mapped("display_name")),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_open()

    @api.depends("name", "version")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = (
                f"{policy.name} (v{policy.version})"
                if policy.version > 1
                else policy.name
            )

    def action_put_in_force(self):
        """From now on units get it; the version before ends the day before."""
        self._check_may_decide()
        empty = self.filtered(
            lambda policy: (
                policy.kind != "overlay"
                and not policy.term_ids
                and not policy.burden_months
            )
        )
        if empty:
            raise UserError(
                self.env._(
                    "%(policies)s: add at least one line to Terms first.",
                    policies=", ".join(empty.mapped("display_name")),
                )
            )
        today = fields.Date.context_today(self)
        for policy in self.filtered(lambda policy: policy.state == "draft"):
            start = policy.valid_from or today
            if policy.previous_id:
                policy.valid_from = start
                before = policy.previous_id
                last = start - timedelta(days=1)
                before.valid_to = max(last, before.valid_from or last)
            policy.state = "in_force"

    def action_retire(self):
        """Nothing more is sold with it; units that have it keep it."""
        self._check_may_decide()
        today = fields.Date.context_today(self)
        for policy in self.filtered(lambda policy: policy.state == "in_force"):
            policy.state = "retired"
            policy.valid_to = policy.valid_to or today

    def action_new_version(self):
        """A copy to change, which later takes the place of this one."""
        self.ensure_one()
        self._check_may_decide()
        following = self.search([("previous_id", "=", self.id)], limit=1)
        new = following or self.copy(
            {
                "name": self.name,
                "code": self.code,
                "previous_id": self.id,
                "version": self.version + 1,
                "valid_from": False,
                "valid_to": False,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _check_may_decide(self) -> None:
        if not self.env.su and not self.env.user.has_group(
            "aftersales_service.group_service_manager"
        ):
            raise AccessError(
                self.env._("Only a service manager may put a warranty policy in force.")
            )
