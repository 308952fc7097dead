from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.flag import flag_domain

from ...tools import legal


class AftersalesLegalItem(models.Model):
    """A law, standard or other requirement that our service has to keep (R401)."""

    _name = "aftersales.legal.item"
    _description = "Law or Standard"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "kind, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "number"]

    name = fields.Char(string="Title", required=True, translate=True, tracking=True)
    number = fields.Char(
        string="Reference Number",
        index="trigram",
        help="e.g. GB/T 27922-2011, or the number of the decree.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: all companies."
    )
    kind = fields.Selection(
        [
            ("law", "Law"),
            ("regulation", "Administrative Regulation"),
            ("rule", "Rule of a Ministry or Province"),
            ("standard", "National Standard"),
            ("trade_standard", "Standard of the Trade"),
            ("requirement", "Other Requirement"),
        ],
        string="Rank",
        required=True,
        default="law",
    )
    issuer = fields.Char()
    edition = fields.Char(string="Version", tracking=True)
    effective_date = fields.Date(string="Holds From", tracking=True)
    end_date = fields.Date(
        string="Holds Until", tracking=True, help="Its last day, when it was repealed."
    )
    replaced_by_id = fields.Many2one(
        "aftersales.legal.item",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    replaces_ids = fields.One2many("aftersales.legal.item", "replaced_by_id")
    status = fields.Selection(
        [
            (legal.IN_FORCE, "In Force"),
            (legal.COMING, "Not Yet in Force"),
            (legal.ENDED, "Repealed"),
            (legal.UNKNOWN, "Days Not Known"),
        ],
        string="Holds",
        compute="_compute_status",
        search="_search_status",
    )
    link = fields.Char(string="Where to Read It")
    note = fields.Text(string="What It Means to Us")

    # -- is it ours to keep? ---------------------------------------------------------
    is_applicable = fields.Boolean(
        string="Applies to Us", tracking=True, help="Confirmed by who keeps the list."
    )
    confirmed_on = fields.Date(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    department_ids = fields.Many2many("hr.department", string="Departments Concerned")
    document_ids = fields.Many2many(
        "aftersales.document",
        string="Documents That Cite It",
        domain="[('company_id', '=?', company_id)]",
    )
    training_ids = fields.Many2many("aftersales.training", string="Trainings on It")
    is_cited_in_vain = fields.Boolean(
        string="Repealed but in Use",
        compute="_compute_is_cited_in_vain",
        search="_search_is_cited_in_vain",
        help="Does not hold any more, and still applies to us or is cited by a valid "
        "document.",
    )

    # -- is the list up to date? -----------------------------------------------------
    user_id = fields.Many2one("res.users", string="Watched By")
    check_months = fields.Integer(
        string="Looked Up Every (months)", aggregator=None, help="Empty: not watched."
    )
    checked_on = fields.Date(string="Looked Up On", tracking=True)
    check_date = fields.Date(
        string="Look Up Again", compute="_compute_check_date", store=True, index=True
    )
    told_on = fields.Date(compute="_compute_told_on", store=True, copy=False)

    _days_in_order = models.Constraint(
        "CHECK(end_date >= effective_date)",
        "“Holds Until” must not be before “Holds From”.",
    )
    _check_months_not_negative = models.Constraint(
        "CHECK(check_months >= 0)", "“Looked Up Every” cannot be negative."
    )

    @api.depends("name", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for item in self:
            item.display_name = " ".join(filter(None, (item.number, item.name)))

    def _get_status_on(self, day) -> str:
        self.ensure_one()
        return legal.status(
            legal.Law(self.name, self.effective_date or None, self.end_date or None),
            day,
        )

    @api.depends("effective_date", "end_date")
    def _compute_status(self):
        today = fields.Date.context_today(self)
        for item in self:
            item.status = item._get_status_on(today)

    def _search_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        ended = Domain("end_date", "<", today)
        coming = Domain("effective_date", ">", today)
        dated = Domain("effective_date", "!=", False) | Domain("end_date", "!=", False)
        domains = {
            legal.ENDED: ended,
            legal.COMING: ~ended & coming,
            legal.IN_FORCE: dated & ~ended & ~coming,
            legal.UNKNOWN: ~dated,
        }
        return Domain.OR(domains[key] for key in value if key in domains)

    @api.depends("end_date", "is_applicable", "document_ids.status")
    def _compute_is_cited_in_vain(self):
        today = fields.Date.context_today(self)
        for item in self:
            cited = item.document_ids.filtered(
                lambda document: document.status in ("valid", "changing")
            )
            item.is_cited_in_vain = item._get_status_on(today) == legal.ENDED and bool(
                item.is_applicable or cited
            )

    def _search_is_cited_in_vain(self, operator, value):
        if operator != "in":
            return NotImplemented
        used = Domain("is_applicable", "=", True) | Domain(
            "document_ids.status", "in", ("valid", "changing")
        )
        return flag_domain(value, Domain("status", "in", [legal.ENDED]) & used)

    @api.constrains("replaced_by_id")
    def _check_replaced_by_id(self):
        if self._has_cycle("replaced_by_id"):
            raise ValidationError(
                self.env._("A law cannot take its own place, not by others either.")
            )

    def action_confirm_applicable(self):
        """Confirm that it applies to us, and hold fast who said so (R402)."""
        self.check_access("write")
        self.write(
            {
                "is_applicable": True,
                "confirmed_on": fields.Date.context_today(self),
                "confirmed_by_id": self.env.uid,
            }
        )

    def action_use_successor(self):
        """What is cited in vain is taken out; what took its place comes in."""
        self.check_access("write")
        for item in self.filtered("is_cited_in_vain"):
            successor = item._get_successor()
            if not successor:
                continue
            successor.document_ids |= item.document_ids
            successor.department_ids |= item.department_ids
            if item.is_applicable:
                successor.action_confirm_applicable()
            item.write({"is_applicable": False, "document_ids": [(5,)]})

    def _get_successor(self):
        """What holds in its place, over several editions."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        successor = self.replaced_by_id
        while successor.replaced_by_id and (
            successor._get_status_on(today) == legal.ENDED
        ):
            successor = successor.replaced_by_id
        return successor
