from odoo import api, fields, models
from odoo.tools import SQL


class ResPartner(models.Model):
    _inherit = "res.partner"

    aftersales_opinion_count = fields.Integer(
        string="Opinions",
        compute="_compute_aftersales_opinion_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_opinion_count(self):
        counts = dict(
            self.env["aftersales.opinion"]._read_group(
                [("partner_id", "in", self.ids), ("answered_at", "!=", False)],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.aftersales_opinion_count = counts.get(partner, 0)

    def action_view_aftersales_opinions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_opinion_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)]}

    @api.model
    def _get_last_opinions(self, company_ids: list[int]) -> list[tuple]:
        """What customers said last, wherever they said it."""
        if not company_ids:
            return []
        self.env["aftersales.opinion"].flush_model()
        self.flush_model(["commercial_partner_id"])
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (partner.commercial_partner_id)
                       partner.commercial_partner_id,
                       opinion.opinion,
                       opinion.answered_at::date
                  FROM aftersales_opinion opinion
                  JOIN res_partner partner ON partner.id = opinion.partner_id
                 WHERE partner.commercial_partner_id IN %s
                   AND opinion.company_id IN %s
                   AND opinion.answered_at IS NOT NULL
              ORDER BY partner.commercial_partner_id,
                       opinion.answered_at DESC,
                       opinion.id DESC
                """,
                tuple(company_ids),
                tuple(self.env.companies.ids),
            )
        )
