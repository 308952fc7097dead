from odoo import fields, models


class AftersalesCareMessage(models.Model):
    """What a customer was sent on an occasion, or why not. One row a customer and
    occasion: it is what keeps him from hearing of it twice."""

    _name = "aftersales.care.message"
    _description = "Care Message"
    _order = "id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    plan_id = fields.Many2one(
        "aftersales.care.plan",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    occasion = fields.Selection(related="plan_id.occasion", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    customer_id = fields.Many2one(
        "res.partner",
        string="Customer's Company",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    event_date = fields.Date(string="Occasion On", required=True, readonly=True)
    equipment_ids = fields.Many2many(
        "aftersales.equipment", string="Units", readonly=True
    )
    state = fields.Selection(
        [("sent", "Sent"), ("skipped", "Not Sent")], required=True, readonly=True
    )
    reason = fields.Selection(
        [
            ("no_email", "No E-mail Address"),
            ("blacklisted", "On the Blacklist"),
        ],
        string="Why Not",
        readonly=True,
    )
    sent_at = fields.Datetime(string="Sent On", readonly=True)

    _once = models.UniqueIndex(
        "(plan_id, customer_id, event_date)",
        "A customer hears of an occasion once.",
    )

    # -- what the message says ---------------------------------------------------------

    def _get_festival_name(self) -> str:
        self.ensure_one()
        date = self.plan_id.date_ids.filtered(lambda d: d.date == self.event_date)
        return date.name or self.plan_id.name

    def _get_opt_out_url(self) -> str:
        self.ensure_one()
        token = self.partner_id._get_care_token()
        return f"{self.get_base_url()}/aftersales/care/{token}"
