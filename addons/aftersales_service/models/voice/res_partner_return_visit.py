from odoo import fields, models
from odoo.fields import Domain

from ...tools import return_visit_flow


class ResPartner(models.Model):
    """Customers who want no return visits, and those that were made."""

    _inherit = "res.partner"

    aftersales_no_call = fields.Boolean(
        string="No Return Visits",
        copy=False,
        groups="aftersales_service.group_reader",
        help="The customer asked not to be called after a service. No campaign draws "
        "him, nobody calls him.",
    )
    aftersales_return_visit_count = fields.Integer(
        string="Return Visits",
        compute="_compute_aftersales_return_visit_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_return_visit_count(self):
        Visit = self.env["aftersales.return.visit"]
        counts = {}
        if Visit.has_access("read"):
            counts = dict(
                Visit._read_group(
                    [("customer_id", "in", self.commercial_partner_id.ids)],
                    ["customer_id"],
                    ["__count"],
                )
            )
        for partner in self:
            partner.aftersales_return_visit_count = counts.get(
                partner.commercial_partner_id, 0
            )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("aftersales_no_call"):
            self._end_return_visits()
        return result

    def _end_return_visits(self) -> None:
        """Whoever asks not to be called is not called for what is planned either."""
        self.env["aftersales.return.visit"].sudo().search(
            Domain("customer_id", "in", self.commercial_partner_id.ids)
            & Domain("state", "in", return_visit_flow.OPEN_STATES)
        )._transition("refuse")

    def action_view_aftersales_return_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_return_visit_action"
        )
        action["domain"] = [("customer_id", "=", self.commercial_partner_id.id)]
        action["context"] = {"default_partner_id": self.id}
        return action

    def _get_customer_file_sections(self) -> list[dict]:
        sections = super()._get_customer_file_sections()
        if self._get_masked():
            return sections
        return [*sections, self._get_file_return_visits()]

    def _get_file_return_visits(self) -> dict:
        """Return visits and what the customer said on them (R272)."""
        return self._make_section(
            "return_visits",
            self.env._("Return Visits"),
            [
                self.env._("Number"),
                self.env._("Date"),
                self.env._("How"),
                self.env._("Satisfaction"),
                self.env._("Customer's Words"),
                self.env._("Problem"),
            ],
            self._find_for_file(
                "aftersales.return.visit",
                [*self._get_file_domain(), ("state", "=", "done")],
                "visited_at desc, id desc",
            ),
            lambda visit: [
                visit.name,
                fields.Datetime.context_timestamp(self, visit.visited_at).date(),
                self._get_file_label(visit, "method"),
                self._get_file_label(visit, "satisfaction"),
                visit.comment,
                visit.problem,
            ],
        )
