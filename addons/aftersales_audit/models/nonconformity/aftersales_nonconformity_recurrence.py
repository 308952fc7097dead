from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import nonconformity_flow


class AftersalesNonconformity(models.Model):
    """What was settled before and came again (R323)."""

    _inherit = "aftersales.nonconformity"

    recurrence_of_id = fields.Many2one(
        "aftersales.nonconformity",
        string="Came Again After",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        help="The same clause in the same unit was settled before.",
    )
    recurrence_ids = fields.One2many(
        "aftersales.nonconformity", "recurrence_of_id", string="Came Again As"
    )
    recurrence_count = fields.Integer(
        string="Times It Came Again", compute="_compute_recurrence_count"
    )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.sudo()._link_recurrences()
        return records

    @api.depends("recurrence_ids")
    def _compute_recurrence_count(self):
        for record in self:
            record.recurrence_count = len(record.recurrence_ids)

    def _link_recurrences(self) -> None:
        """What was settled before and came again is named; one query for all."""
        clauses = self.clause_id.mapped("code")
        if not clauses:
            return
        settled = self.search(
            Domain("state", "=", "closed")
            & Domain("clause_id.code", "in", clauses)
            & Domain("company_id", "in", self.company_id.ids),
            order="closed_at desc, id desc",
        )
        for company, records in self.grouped("company_id").items():
            earlier = [
                nonconformity_flow.Earlier(one.id, one.clause_id.code, one._get_unit())
                for one in settled
                if one.company_id == company
            ]
            for record in records:
                key = nonconformity_flow.recurrence(
                    record.clause_id.code or "", record._get_unit(), earlier
                )
                if key:
                    record.recurrence_of_id = key

    def action_view_recurrences(self):
        return self._get_view_action(
            "aftersales_nonconformity_action", [("recurrence_of_id", "in", self.ids)]
        )
