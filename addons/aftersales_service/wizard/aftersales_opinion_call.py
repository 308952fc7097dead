from odoo import api, fields, models

from ..models.dispatch.aftersales_dispatch_visit import OPINIONS


class AftersalesOpinionCall(models.TransientModel):
    """What a clerk fills in while he has the customer on the line."""

    _name = "aftersales.opinion.call"
    _description = "Opinion on the Phone"

    opinion_id = fields.Many2one("aftersales.opinion", string="Service", required=True)
    partner_id = fields.Many2one(related="opinion_id.partner_id")
    contact_name = fields.Char(related="opinion_id.order_id.contact_name")
    phone = fields.Char(related="opinion_id.order_id.phone")
    opinion = fields.Selection(
        OPINIONS,
        required=True,
        compute="_compute_answer",
        store=True,
        readonly=False,
        precompute=True,
    )
    comment = fields.Text(
        string="Customer's Words",
        compute="_compute_answer",
        store=True,
        readonly=False,
        precompute=True,
    )
    wants_complaint = fields.Boolean(
        string="Wants to Complain",
        help="Registers a complaint with the customer's words.",
    )

    @api.depends("opinion_id")
    def _compute_answer(self):
        """What he said before, to be changed."""
        for call in self:
            call.opinion = call.opinion or call.opinion_id.opinion
            call.comment = call.comment or call.opinion_id.comment

    def action_save(self):
        """The answer on the phone takes the place of the one before."""
        self.ensure_one()
        self.opinion_id._check_may_phone()
        # Opinions are written by their forms only.
        opinion = self.opinion_id.sudo()
        opinion._answer(
            {
                opinion: {
                    "opinion": self.opinion,
                    "comment": self.comment,
                    "channel": "phone",
                    "wants_complaint": self.wants_complaint,
                    "user_id": self.env.uid,
                }
            }
        )
