from odoo import fields, models
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
