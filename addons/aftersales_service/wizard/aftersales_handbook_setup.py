from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools import handbook as rules


class AftersalesHandbookSetup(models.TransientModel):
    """Choose a profile, look at what it would do to the company, take what you want."""

    _name = "aftersales.handbook.setup"
    _description = "Set Up from a Handbook"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    handbook_id = fields.Many2one("aftersales.handbook", required=True)
    description = fields.Text(related="handbook_id.description")
    product_category_ids = fields.Many2many(
        "product.category",
        string="For Goods",
        help="What warranty promises and laws are put in force for. Empty: all goods.",
    )
    state = fields.Selection(
        [("choose", "Choose"), ("preview", "Preview"), ("done", "Done")],
        default="choose",
        required=True,
    )
    line_ids = fields.One2many(
        "aftersales.handbook.setup.line", "setup_id", string="Preview"
    )
    application_id = fields.Many2one("aftersales.handbook.application", readonly=True)

    def action_preview(self):
        self._check_may_set_up()
        self.line_ids = [
            Command.clear(),
            *(
                Command.create(self._prepare_line_vals(*change))
                for change in self.handbook_id._get_changes(self.company_id)
            ),
        ]
        self.state = "preview"
        return self._reopen()

    def _prepare_line_vals(self, item, change, standing, proposed) -> dict:
        return {
            "item_id": item.id,
            "action": change.action,
            "is_agreed": change.is_agreed,
            "can_agree": change.action in rules.ACTING,
            "reason": change.reason,
            "value_now": standing.label,
            "value_new": proposed.label,
        }

    def action_back(self):
        self.state = "choose"
        return self._reopen()

    def action_apply(self):
        self._check_may_set_up()
        agreed = self.line_ids.filtered(lambda line: line.is_agreed and line.can_agree)
        if not agreed:
            raise UserError(
                self.env._("Nothing is ticked. Tick what to take over, or close this.")
            )
        self.application_id = self.handbook_id._apply(
            self.company_id, agreed.item_id, self.product_category_ids
        )
        self.state = "done"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Applied Handbook"),
            "res_model": "aftersales.handbook.application",
            "res_id": self.application_id.id,
            "view_mode": "form",
            "target": "current",
        }

    def _check_may_set_up(self) -> None:
        self.ensure_one()
        admin = "aftersales_service.group_admin"
        if not self.env.su and not self.env.user.has_group(admin):
            raise AccessError(
                self.env._("Only an after-sales administrator applies a handbook.")
            )
        if not self.env.su and self.company_id not in self.env.companies:
            raise AccessError(
                self.env._(
                    "Switch to %(company)s before you apply a handbook to it.",
                    company=self.company_id.name,
                )
            )

    def _reopen(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set Up from a Handbook"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
