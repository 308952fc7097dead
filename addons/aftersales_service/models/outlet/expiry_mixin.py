from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

ACTIVITY = "aftersales_service.activity_type_outlet_paper"


class AftersalesExpiryMixin(models.AbstractModel):
    """A paper of an outlet that ends on a day; of another end is told anew."""

    _name = "aftersales.expiry.mixin"
    _description = "Paper That Expires"
    _inherit = ["aftersales.reminder.mixin"]

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, index=True, precompute=True
    )
    date_end = fields.Date(string="Valid Until", index=True)
    remind_days = fields.Integer(string="Tell Before (days)")
    remind_date = fields.Date(
        string="Remind On", compute="_compute_remind_date", store=True, index=True
    )
    is_told = fields.Boolean(
        string="Reminded", readonly=True, copy=False, help="Of the end named here."
    )
    validity = fields.Selection(
        [("valid", "In Effect"), ("expiring", "Expires Soon"), ("expired", "Expired")],
        compute="_compute_validity",
        search="_search_validity",
    )

    @api.depends("date_end", "remind_days")
    def _compute_remind_date(self):
        for paper in self:
            paper.remind_date = paper.date_end and paper.date_end - timedelta(
                days=paper.remind_days
            )

    @api.depends("date_end", "remind_date")
    def _compute_validity(self):
        today = fields.Date.context_today(self)
        for paper in self:
            if paper.date_end and paper.date_end < today:
                paper.validity = "expired"
            elif paper.remind_date and paper.remind_date <= today:
                paper.validity = "expiring"
            else:
                paper.validity = "valid"

    def _search_validity(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "expired": Domain("date_end", "<", today),
            "expiring": Domain("date_end", ">=", today)
            & Domain("remind_date", "<=", today),
            "valid": Domain("date_end", "=", False)
            | (Domain("date_end", ">=", today) & Domain("remind_date", ">", today)),
        }
        return Domain.OR(domains[name] for name in value if name in domains)

    def write(self, vals):
        if "date_end" in vals:
            vals = {**vals, "is_told": False}
        return super().write(vals)

    # -- reminders -------------------------------------------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        """Papers whose end comes close, and nobody was told."""
        return (
            Domain("remind_date", "<=", fields.Date.context_today(self))
            & Domain("is_told", "=", False)
            & Domain("outlet_id.state", "!=", "closed")
        )

    def _get_remind_summary(self) -> str:
        """What the reminder says, in the language of the context."""
        raise NotImplementedError

    @api.model
    def _get_remind_order(self) -> str:
        return "remind_date, id"

    def _mark_told(self) -> None:
        self.is_told = True

    def _prepare_reminders(self) -> list[dict]:
        """Activities on the outlets, each in the words of who gets it."""
        model_id = self.env["ir.model"]._get_id("aftersales.outlet")
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for paper in self:
            user = paper.outlet_id._get_paper_user()
            words = paper.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": paper.outlet_id.id,
                    "user_id": user.id,
                    "summary": words._get_remind_summary(),
                    "date_deadline": paper.date_end,
                }
            )
        return vals_list
