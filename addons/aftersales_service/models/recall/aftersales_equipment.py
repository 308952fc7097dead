from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import recall_flow
from ..flag import flag_domain


class AftersalesEquipment(models.Model):
    """A unit under a recall: whatever its warranty says, this comes first."""

    _inherit = "aftersales.equipment"

    recall_line_ids = fields.One2many(
        "aftersales.recall.line", "equipment_id", "Recalls"
    )
    is_recalled = fields.Boolean(
        string="Under Recall",
        compute="_compute_recall",
        search="_search_is_recalled",
        help="A recall that is not done for this unit: it is repaired free of charge, "
        "whatever its warranty says. Campaigns and defect notices do not count.",
    )
    recall_note = fields.Char(string="Open Recalls", compute="_compute_recall")

    # Ranges of serials and of dates are looked up among all units of a company.
    _serial_upper_idx = models.Index("(company_id, UPPER(serial) text_pattern_ops)")
    _delivery_idx = models.Index("(company_id, delivery_date)")

    @api.model
    def _get_open_recall_domain(self) -> Domain:
        return Domain("recall_id.state", "in", recall_flow.ACTIVE_STATES) & Domain(
            "state", "!=", "done"
        )

    @api.depends("recall_line_ids.state", "recall_line_ids.recall_id.state")
    def _compute_recall(self):
        """Which recalls are open is for everybody who sees the unit."""
        recalls = dict(
            self.env["aftersales.recall.line"]
            .sudo()
            ._read_group(
                self._get_open_recall_domain() & Domain("equipment_id", "in", self.ids),
                ["equipment_id"],
                ["recall_id:recordset"],
            )
        )
        found = {unit.id: open_recalls for unit, open_recalls in recalls.items()}
        none = self.env["aftersales.recall"]
        for unit in self:
            mine = found.get(unit._origin.id, none)
            unit.is_recalled = "recall" in mine.mapped("kind")
            unit.recall_note = "; ".join(mine.mapped("display_name"))

    def _search_is_recalled(self, operator, value):
        if operator != "in":
            return NotImplemented
        recalled = Domain(
            "recall_line_ids",
            "any!",
            self._get_open_recall_domain() & Domain("recall_id.kind", "=", "recall"),
        )
        return flag_domain(value, recalled)

    def _get_public_recalls(self):
        """Published recalls that are open for this unit, for its customer's pages."""
        self.ensure_one()
        lines = self.env["aftersales.recall.line"].sudo()
        return lines.search(
            self._get_open_recall_domain()
            & Domain("equipment_id", "=", self.id)
            & Domain("recall_id.is_published", "=", True)
        ).recall_id

    def action_view_recall_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_recall_line_action"
        )
        return {**action, "domain": [("equipment_id", "=", self.id)], "context": {}}
