from odoo import fields, models
from odoo.exceptions import UserError

from ...tools import day_off

OCCASIONS = [
    ("festival", "Festival"),
    ("anniversary", "Anniversary of the Delivery"),
    ("maintenance", "Maintenance Is Due"),
    ("warranty", "Warranty Ends"),
]


class AftersalesCarePlan(models.Model):
    """Proactive care (回馈服务): when customers hear from us without having called.

    An occasion is a date of a customer; ``_get_<occasion>_sql`` gives those dates, and
    other addons add occasions by ``_inherit``.
    """

    _name = "aftersales.care.plan"
    _description = "Care Plan"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    occasion = fields.Selection(OCCASIONS, required=True, default="festival")
    date_ids = fields.One2many(
        "aftersales.care.date", "plan_id", "Festivals", copy=True
    )
    months = fields.Integer(
        string="Every (months)",
        default=12,
        help="So many months after the delivery of a unit or its last service.",
    )
    lead_days = fields.Integer(
        string="Days Before", help="So many days before the occasion itself."
    )
    grace_days = fields.Integer(
        string="Not Later Than (days)",
        default=7,
        help="What could not be sent within so many days is not sent any more.",
    )
    start_on = fields.Date(
        string="Since",
        required=True,
        default=fields.Date.context_today,
        help="Occasions before that day are left alone.",
    )
    channel = fields.Selection(
        [("mail", "E-mail"), ("activity", "Activity of a Clerk")],
        string="Told By",
        required=True,
        default="mail",
    )
    template_id = fields.Many2one(
        "mail.template",
        string="E-mail Template",
        domain=[("model", "=", "aftersales.care.message")],
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Clerk",
        domain="[('share', '=', False)]",
        help="Calls the customer. Empty: the customer's salesperson.",
    )
    note = fields.Text(
        string="Words", translate=True, help="What the customer is told or offered."
    )
    message_ids = fields.One2many("aftersales.care.message", "plan_id", "Messages")
    sent_count = fields.Integer(string="Sent", compute="_compute_counts")
    skipped_count = fields.Integer(string="Not Sent", compute="_compute_counts")

    _figures_positive = models.Constraint(
        "CHECK(months > 0 AND lead_days >= 0 AND grace_days >= 0)",
        "Care plan: enter one month or more, and no negative days.",
    )
    _template_needed = models.Constraint(
        "CHECK(channel != 'mail' OR template_id IS NOT NULL)",
        "Choose an e-mail template, or let a clerk call.",
    )

    def _compute_counts(self):
        counts = dict.fromkeys(self, ())
        for plan, state, count in self.env["aftersales.care.message"]._read_group(
            [("plan_id", "in", self.ids)], ["plan_id", "state"], ["__count"]
        ):
            counts[plan] = {**dict(counts[plan]), state: count}
        for plan in self:
            known = dict(counts[plan])
            plan.sent_count = known.get("sent", 0)
            plan.skipped_count = known.get("skipped", 0)

    def action_load_festivals(self):
        """The public holidays of this year and the next, as far as they are known."""
        self.ensure_one()
        self.check_access("write")
        today = fields.Date.context_today(self)
        country = self.company_id.country_id.code or ""
        spans = []
        for year in (today.year, today.year + 1):
            try:
                spans += day_off.year_of(country, year).holidays
            except day_off.UnknownYear:
                continue
            except day_off.UnknownCountry as error:
                raise UserError(
                    self.env._(
                        "No public holidays are known for %(country)s. Enter the "
                        "festivals yourself.",
                        country=self.company_id.country_id.name
                        or self.company_id.display_name,
                    )
                ) from error
        known = set(self.date_ids.mapped("date"))
        self.date_ids = [
            fields.Command.create({"name": span.name, "date": span.first})
            for span in spans
            if span.first >= today and span.first not in known
        ]

    def action_view_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_care_message_action"
        )
        action["domain"] = [("plan_id", "=", self.id)]
        action["context"] = {}
        return action
