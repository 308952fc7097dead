from odoo import fields, models

from ..models.complaint.aftersales_complaint_feedback import SATISFACTION
from ..models.complaint.aftersales_complaint_level import LEVELS
from ..models.complaint.aftersales_complaint_offer import REMEDIES


class AftersalesComplaintStep(models.TransientModel):
    """Asks for what a step of a complaint needs: words, an offer, a person."""

    _name = "aftersales.complaint.step"
    _description = "Step of a Complaint"

    complaint_id = fields.Many2one(
        "aftersales.complaint",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    company_id = fields.Many2one(related="complaint_id.company_id")
    currency_id = fields.Many2one(related="complaint_id.currency_id")
    step = fields.Selection(
        [
            ("propose", "Give Answer"),
            ("reject", "Answer Rejected"),
            ("mediate", "Mediate"),
            ("refer", "To Outside Body"),
            ("feed_back", "Feed Back Result"),
            ("withdraw", "Withdraw"),
            ("cancel", "Cancel"),
            ("reopen", "Reopen"),
            ("reassign", "Pass On"),
            ("change_level", "Change Level"),
        ],
        required=True,
    )
    reason = fields.Text()

    # -- answer ------------------------------------------------------------------------
    finding = fields.Selection(
        [
            ("upheld", "Upheld"),
            ("partly", "Partly Upheld"),
            ("not_upheld", "Not Upheld"),
        ],
        help="Is the complainant right?",
    )
    remedy = fields.Selection(REMEDIES, string="What Is Offered")
    amount = fields.Monetary(help="What the complainant gets in money.")
    with_apology = fields.Boolean(string="With an Apology")
    apology = fields.Text(string="Words of Apology")

    # -- outside -----------------------------------------------------------------------
    route_id = fields.Many2one(
        "aftersales.complaint.route", string="Outside Body or Mediator"
    )
    outside_routes = fields.Text(related="complaint_id.outside_routes")
    mediator_id = fields.Many2one(
        "res.users", domain="[('share', '=', False), ('company_ids', 'in', company_id)]"
    )
    date = fields.Date(string="From", default=fields.Date.context_today)

    # -- feedback ----------------------------------------------------------------------
    feedback_channel = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.complaint"]
            ._fields["feedback_channel"]
            ._description_selection(self.env)
        ),
        string="Told By",
    )
    satisfaction = fields.Selection(SATISFACTION, string="Complainant's Satisfaction")

    # -- level, person -----------------------------------------------------------------
    level = fields.Selection(LEVELS)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )

    def action_confirm(self):
        """Take the step with what was filled in."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        getattr(self, f"_confirm_{self.step}")()
        return {"type": "ir.actions.act_window_close"}

    def _confirm_propose(self):
        offers = []
        if self.remedy:
            offers.append(
                {
                    "kind": self.remedy,
                    "amount": self.amount,
                    "description": self.reason or "",
                }
            )
        if self.with_apology:
            offers.append({"kind": "apology", "description": self.apology or ""})
        self.complaint_id._propose(self.finding, offers)

    def _confirm_reject(self):
        self.complaint_id._reject(self.reason)

    def _confirm_mediate(self):
        self.complaint_id._mediate(
            {
                "mediator_id": self.mediator_id.id,
                "route_id": self.route_id.id,
                "date_start": self.date,
                "position_customer": self.reason,
            }
        )

    def _confirm_refer(self):
        self.complaint_id._refer(self.route_id, self.reason)

    def _confirm_feed_back(self):
        self.complaint_id._feed_back(
            self.feedback_channel, self.reason, self.satisfaction
        )

    def _confirm_withdraw(self):
        self.complaint_id._withdraw(self.reason)

    def _confirm_cancel(self):
        self.complaint_id._cancel(self.reason)

    def _confirm_reopen(self):
        self.complaint_id._reopen(self.reason)

    def _confirm_reassign(self):
        self.complaint_id._reassign(self.user_id, self.reason)

    def _confirm_change_level(self):
        self.complaint_id._change_level(self.level, self.reason)
