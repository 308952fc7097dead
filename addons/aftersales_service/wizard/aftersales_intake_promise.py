from odoo import api, fields, models


class AftersalesIntake(models.TransientModel):
    """What the dispatcher may promise the caller while he is on the phone."""

    _inherit = "aftersales.intake"

    promise_note = fields.Char(
        string="We Promise", compute="_compute_promise_note", compute_sudo=False
    )

    @api.depends(
        "company_id",
        "type_id",
        "partner_id",
        "equipment_id",
        "product_id",
        "priority",
        "is_remote",
    )
    def _compute_promise_note(self):
        for intake in self:
            order = self.env["aftersales.order"].new(intake._prepare_order_vals())
            choice = order._choose_policy()
            targets = order._get_wanted_targets(choice.policy) if choice else ()
            intake.promise_note = " · ".join(t.display_name for t in targets) or False
