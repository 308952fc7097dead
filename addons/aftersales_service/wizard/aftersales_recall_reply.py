from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesRecallReply(models.TransientModel):
    """Writes down what a customer says to a recall on the phone."""

    _name = "aftersales.recall.reply"
    _description = "Answer to a Recall"

    notice_id = fields.Many2one("aftersales.recall.notice")
    line_id = fields.Many2one("aftersales.recall.line", string="Unit")
    answer = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.recall.line"]
            ._fields["answer"]
            ._description_selection(self.env)
        ),
        required=True,
        default="mine",
    )
    means = fields.Selection(
        [("phone", "Phone"), ("letter", "Letter")], default="phone", required=True
    )
    note = fields.Text(help="To whom it was sold, when somebody is at home …")
    unit_note = fields.Text(string="About", compute="_compute_unit_note")

    @api.depends("notice_id", "line_id")
    def _compute_unit_note(self):
        for reply in self:
            reply.unit_note = "\n".join(reply._get_lines().mapped("display_name"))

    def _get_lines(self):
        return self.line_id or self.notice_id._get_open_lines()

    def action_reply(self):
        """Log the answer for the unit, or for all units of the notice."""
        self.ensure_one()
        lines = self._get_lines()
        lines.check_access("read")
        lines._check_step_role("answer")
        if not lines:
            raise UserError(
                self.env._("All units of this customer are scheduled or done already.")
            )
        lines.sudo()._register_answer(
            self.answer,
            self.note or "",
            means=self.means,
            notice_id=self.notice_id.id,
            user_id=self.env.uid,
        )
