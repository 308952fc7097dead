from odoo import api, fields, models
from odoo.fields import Command

from ..tools import handbook as rules


class AftersalesHandbookComparison(models.TransientModel):
    """Two profiles side by side, parameter by parameter."""

    _name = "aftersales.handbook.comparison"
    _description = "Comparison of Two Handbooks"

    left_id = fields.Many2one("aftersales.handbook", string="First", required=True)
    right_id = fields.Many2one("aftersales.handbook", string="Second", required=True)
    line_ids = fields.One2many(
        "aftersales.handbook.comparison.line",
        "comparison_id",
        string="Parameters",
        compute="_compute_line_ids",
        store=True,
    )

    @api.depends("left_id", "right_id")
    def _compute_line_ids(self):
        handler = self.env["aftersales.handbook.handler"]
        for comparison in self:
            items = comparison.left_id.item_ids | comparison.right_id.item_ids
            values = handler._propose(items)
            left = {i.parameter_id: i for i in comparison.left_id.item_ids}
            right = {i.parameter_id: i for i in comparison.right_id.item_ids}
            rows = rules.compare(
                {parameter: values[item].key for parameter, item in left.items()},
                {parameter: values[item].key for parameter, item in right.items()},
            )
            comparison.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        comparison._prepare_line_vals(
                            row, left.get(row.key), right.get(row.key), values
                        )
                    )
                    for row in rows
                ),
            ]

    def _prepare_line_vals(self, row, left, right, values) -> dict:
        notes = [item.contradiction for item in (left, right) if item]
        return {
            "parameter_id": row.key.id,
            "sequence": row.key.sequence,
            "area": row.key.area,
            "value_left": values[left].label if left else False,
            "value_right": values[right].label if right else False,
            "rules_left": left.rules if left else False,
            "rules_right": right.rules if right else False,
            "is_different": row.is_different,
            "contradiction": "\n".join(filter(None, notes)) or False,
        }
