from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import complaint_flow


class ResPartner(models.Model):
    """Complaints in a customer's file, and before somebody calls to sell."""

    _inherit = "res.partner"

    aftersales_complaint_count = fields.Integer(
        string="Complaints",
        compute="_compute_aftersales_complaint_count",
        groups="aftersales_service.group_reader",
    )

    aftersales_open_complaint_count = fields.Integer(
        string="Open Complaints",
        compute="_compute_aftersales_open_complaint_count",
        groups="sales_team.group_sale_salesman",
    )

    def _compute_aftersales_complaint_count(self):
        counts = dict(
            self.env["aftersales.complaint"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.aftersales_complaint_count = counts.get(partner, 0)

    def action_view_aftersales_complaints(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_complaint_action"
        )
        action["domain"] = [("partner_id", "=", self.id)]
        action["context"] = {"default_partner_id": self.id}
        return action

    def _get_customer_file_sections(self) -> list[dict]:
        sections = super()._get_customer_file_sections()
        if not self._get_masked():
            sections.append(self._get_file_complaints())
        return sections

    def _get_file_complaints(self) -> dict:
        return self._make_section(
            "complaints",
            self.env._("Complaints"),
            [
                self.env._("Number"),
                self.env._("Date"),
                self.env._("Subject"),
                self.env._("Level"),
                self.env._("State"),
                self.env._("Finding"),
            ],
            self._find_for_file("aftersales.complaint", self._get_file_domain()),
            lambda complaint: [
                complaint.name,
                format_date(self.env, complaint.received_at),
                complaint.title,
                self._get_file_label(complaint, "level"),
                self._get_file_label(complaint, "state"),
                self._get_file_label(complaint, "finding"),
            ],
        )

    # -- for sales ---------------------------------------------------------------------
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_aftersales_open_complaint_count(self):
        own = self._filter_own_customers()
        counts = own._count_open_complaints()
        for partner in self:
            known = partner._origin in own
            company = partner.sudo().commercial_partner_id
            partner.aftersales_open_complaint_count = known and counts[company.id]

    def _count_open_complaints(self) -> dict[int, int]:
        """Open complaints by the company of these customers; a number and no more."""
        counts: dict = defaultdict(int)
        companies = self.sudo().commercial_partner_id
        found = (
            self.env["aftersales.complaint"]
            .sudo()
            ._read_group(
                self._get_open_complaint_domain()
                & Domain("partner_id.commercial_partner_id", "in", companies.ids),
                ["partner_id"],
                ["__count"],
            )
        )
        for partner, count in found:
            counts[partner.commercial_partner_id.id] += count
        return counts

    def _get_sales_facts(self) -> dict[int, dict]:
        """With ``open_complaints``."""
        facts = super()._get_sales_facts()
        for company_id, count in self._count_open_complaints().items():
            facts[company_id]["open_complaints"] = count
        return facts

    def _get_partners_not_to_call(self):
        """Nor those who wait for an answer to their complaint."""
        complaints = (
            self.env["aftersales.complaint"]
            .sudo()
            .search_fetch(self._get_open_complaint_domain(), ["partner_id"])
        )
        waiting = complaints.partner_id.commercial_partner_id
        return super()._get_partners_not_to_call() | self.browse(waiting.ids)

    def _get_open_complaint_domain(self) -> Domain:
        return Domain("state", "in", complaint_flow.OPEN_STATES) & Domain(
            "partner_id", "!=", False
        )
