from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesComplaintMediation(models.Model):
    """One attempt to bring complainant and company together (R248)."""

    _name = "aftersales.complaint.mediation"
    _description = "Mediation of a Complaint"
    _order = "date_start desc, id desc"
    _rec_name = "complaint_id"

    complaint_id = fields.Many2one(
        "aftersales.complaint", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="complaint_id.company_id", store=True, precompute=True
    )
    outlet_id = fields.Many2one(related="complaint_id.outlet_id")
    mediator_id = fields.Many2one(
        "res.users", help="One of ours: the certified service manager (R248)."
    )
    route_id = fields.Many2one(
        "aftersales.complaint.route",
        string="Outside Mediator",
        domain=[("kind", "in", ("mediation", "authority"))],
    )
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(string="Until", readonly=True)
    participants = fields.Char(help="Who took part.")
    position_customer = fields.Text(string="Complainant's Position")
    position_company = fields.Text(string="Our Position")
    outcome = fields.Selection(
        [("open", "Under Way"), ("agreed", "Agreed"), ("failed", "Not Agreed")],
        default="open",
        required=True,
        readonly=True,
    )
    agreement = fields.Text(help="What both sides agreed to.")

    _dates_in_order = models.Constraint(
        "CHECK(date_end >= date_start)", "A mediation ends after it began."
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.pop("outcome", None)
            vals.pop("date_end", None)
        return super().create([{**vals, "outcome": "open"} for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            if {"outcome", "date_end", "complaint_id"} & vals.keys():
                raise UserError(
                    self.env._("A mediation ends through “Agreed” or “Not Agreed”.")
                )
            over = self.filtered(lambda mediation: mediation.outcome != "open")
            if over:
                raise UserError(
                    self.env._("This mediation has ended; its record stays as it is.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A mediation stays on the file of its complaint."))

    def action_agree(self):
        """Both sides agreed: it is carried out and resolved."""
        lacking = self.filtered(lambda mediation: not mediation.agreement)
        self.complaint_id._refuse(
            [
                self.env._(
                    "%(complaint)s: write down in Agreement what both agreed to.",
                    complaint=mediation.complaint_id.name,
                )
                for mediation in lacking
            ]
        )
        self._end("agreed")

    def action_fail(self):
        """No agreement: a new answer, or an outside body."""
        self._end("failed")

    def _end(self, outcome: str) -> None:
        complaints = self.complaint_id
        complaints._check_step_role("conclude_mediation")
        over = self.filtered(lambda mediation: mediation.outcome != "open")
        complaints._refuse(
            [
                self.env._(
                    "%(complaint)s: this mediation has ended already.",
                    complaint=mediation.complaint_id.name,
                )
                for mediation in over
            ]
        )
        self.sudo().write(
            {"outcome": outcome, "date_end": fields.Date.context_today(self)}
        )
        complaints.sudo()._in_step().write({"mediated_at": fields.Datetime.now()})
