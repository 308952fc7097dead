from odoo import api, fields, models
from odoo.fields import Domain

from .aftersales_opportunity import EVENTS

BATCH = 200


class AftersalesOpportunityRule(models.Model):
    """When service makes an opportunity for sales, and for whom.

    An event ``<event>`` is found by ``_find_<event>(limit)`` (units or orders that have
    made none yet) and described by ``_prepare_<event>_vals(record)``; other rooms and
    addons add events by ``_inherit``, and name their link in ``_get_link_field``.
    """

    _name = "aftersales.opportunity.rule"
    _description = "Opportunity Rule"
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
    event = fields.Selection(EVENTS, required=True, default="warranty_ends")
    days_before = fields.Integer(
        default=60, help="So many days before the warranty of a unit ends."
    )
    start_on = fields.Date(
        string="Since",
        default=fields.Date.context_today,
        required=True,
        help="Orders received before that day make no opportunity.",
    )
    team_id = fields.Many2one("crm.team", string="Sales Team", check_company=True)
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        domain="[('share', '=', False)]",
        help="Empty: the customer's own.",
    )
    tag_ids = fields.Many2many("crm.tag", string="Tags")
    campaign_id = fields.Many2one("utm.campaign")
    source_id = fields.Many2one("utm.source")
    opportunity_ids = fields.One2many("aftersales.opportunity", "rule_id")
    opportunity_count = fields.Integer(
        string="Opportunities", compute="_compute_counts"
    )
    won_count = fields.Integer(string="Won", compute="_compute_counts")
    lost_count = fields.Integer(string="Lost", compute="_compute_counts")

    _days_positive = models.Constraint(
        "CHECK(days_before >= 0)", "Days Before: enter 0 or more."
    )

    def _compute_counts(self):
        counts: dict = {}
        for rule, status, count in self.env["aftersales.opportunity"]._read_group(
            [("rule_id", "in", self.ids)], ["rule_id", "won_status"], ["__count"]
        ):
            counts.setdefault(rule, {})[status] = count
        for rule in self:
            known = counts.get(rule, {})
            rule.opportunity_count = sum(known.values())
            rule.won_count = known.get("won", 0)
            rule.lost_count = known.get("lost", 0)

    # -- making them ------------------------------------------------------------------
    @api.model
    def _cron_make(self) -> None:
        """In batches that commit: a killed run has made each of them once."""
        cron = self.env["ir.cron"]
        for rule in self.search(Domain.TRUE):
            while made := rule._make_batch(BATCH):
                if not cron._commit_progress(made):
                    return

    def _make_batch(self, limit: int) -> int:
        """Make opportunities of at most ``limit`` units or orders."""
        self.ensure_one()
        company = self.company_id
        lang = company.partner_id.lang
        self = self.with_company(company).with_context(lang=lang or self.env.lang)
        found = getattr(self, f"_find_{self.event}")(limit).try_lock_for_update()
        prepare = getattr(self, f"_prepare_{self.event}_vals")
        leads = self.env["crm.lead"].create(
            [{**self._prepare_lead_vals(record), **prepare(record)} for record in found]
        )
        link = self._get_link_field(found)
        self.env["aftersales.opportunity"].create(
            [
                {
                    "rule_id": self.id,
                    "event": self.event,
                    "partner_id": record.partner_id.id,
                    "lead_id": lead.id,
                    link: record.id,
                }
                for record, lead in zip(found, leads, strict=True)
            ]
        )
        return len(found)

    @api.model
    def _get_link_field(self, records) -> str:
        """Field of an opportunity that names what it was made of."""
        return "order_id" if records._name == "aftersales.order" else "equipment_id"

    def _prepare_lead_vals(self, record) -> dict:
        partner = record.partner_id
        return {
            "type": "opportunity",
            "company_id": self.company_id.id,
            "partner_id": partner.id,
            "team_id": self.team_id.id,
            "user_id": (
                self.user_id or partner.user_id or partner.commercial_partner_id.user_id
            ).id,
            "tag_ids": [fields.Command.set(self.tag_ids.ids)],
            "campaign_id": self.campaign_id.id,
            "source_id": self.source_id.id,
        }

    def action_view_opportunities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_opportunity_action"
        )
        action["domain"] = [("rule_id", "=", self.id)]
        return action

    def action_make(self):
        """Now, without waiting for the night."""
        self.check_access("write")
        # Who may set up rules need not have rights on every lead.
        for rule in self.sudo():
            rule._make_batch(BATCH)
