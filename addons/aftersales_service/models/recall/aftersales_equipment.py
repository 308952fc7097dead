from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import recall_flow


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
        help="A recall or service campaign that is not done for this unit. Its work is "
        "free, in warranty or not.",
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
        names = {
            unit.id: found.mapped("display_name") for unit, found in recalls.items()
        }
        for unit in self:
            unit.is_recalled = unit._origin.id in names
            unit.recall_note = "; ".join(names.get(unit._origin.id, ()))

    def _search_is_recalled(self, operator, value):
        if operator != "in":
            return NotImplemented
        recalled = Domain("recall_line_ids", "any!", self._get_open_recall_domain())
        wanted = Domain.FALSE
        if True in value:
            wanted |= recalled
        if False in value:
            wanted |= ~recalled
        return wanted

    def action_view_recall_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_recall_line_action"
        )
        return {**action, "domain": [("equipment_id", "=", self.id)], "context": {}}
