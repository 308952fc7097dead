from odoo import fields, models


class AftersalesSatisfactionInterview(models.TransientModel):
    """Asking a customer who does not answer by himself: how, and who asks."""

    _name = "aftersales.satisfaction.interview"
    _description = "Ask a Customer in Person"

    user_input_id = fields.Many2one(
        "survey.user_input", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="user_input_id.partner_id", string="Customer")
    phone = fields.Char(related="partner_id.phone")
    method = fields.Selection(
        selection=lambda self: [
            choice
            for choice in self.env["survey.user_input"]
            ._fields["aftersales_method"]
            ._description_selection(self.env)
            if choice[0] != "online"
        ],
        string="Way of Asking",
        default="phone",
        required=True,
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Interviewers",
        required=True,
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
    )

    def action_open(self):
        """Note who asks, and open the customer's own questionnaire."""
        self.ensure_one()
        sheet = self.user_input_id
        sheet.check_access("read")
        sheet.satisfaction_id._check_step_role("start")
        sheet.sudo().write(
            {
                "aftersales_method": self.method,
                "aftersales_visitor_ids": [fields.Command.set(self.user_ids.ids)],
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": sheet.sudo().get_start_url(),
            "target": "new",
        }
