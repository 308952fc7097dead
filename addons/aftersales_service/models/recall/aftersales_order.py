from odoo import fields, models


class AftersalesOrder(models.Model):
    """Orders of a recall, and the warning on any order of a recalled unit."""

    _inherit = "aftersales.order"

    channel = fields.Selection(
        selection_add=[("recall", "Recall")], ondelete={"recall": "set default"}
    )
    recall_line_ids = fields.One2many(
        "aftersales.recall.line", "order_id", "Units of Recalls"
    )
    recall_note = fields.Char(related="equipment_id.recall_note")

    def _is_recalled(self) -> bool:
        return self.equipment_id.is_recalled

    def _transition(self, step: str, **values) -> None:
        """A unit is done when its order is closed, and open again with it."""
        super()._transition(step, **values)
        follow = {"close": "finish", "cancel": "release", "reopen": "redo"}
        if step not in follow:
            return
        lines = self.sudo().recall_line_ids
        if step == "reopen":
            # An order that was cancelled is taken up again.
            lines.filtered(lambda line: line._can("schedule"))._transition("schedule")
        lines.filtered(lambda line: line._can(follow[step]))._transition(follow[step])
