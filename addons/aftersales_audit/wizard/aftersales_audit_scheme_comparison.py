from odoo import api, fields, models

from ..tools import clause_tree


class AftersalesAuditSchemeComparison(models.TransientModel):
    """What one edition of a scheme changes against another."""

    _name = "aftersales.audit.scheme.comparison"
    _description = "Comparison of Editions"

    old_id = fields.Many2one(
        "aftersales.audit.scheme", string="Old Edition", required=True
    )
    new_id = fields.Many2one(
        "aftersales.audit.scheme", string="New Edition", required=True
    )
    line_ids = fields.One2many(
        "aftersales.audit.scheme.comparison.line",
        "comparison_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("old_id", "new_id")
    def _compute_line_ids(self):
        for comparison in self:
            changes = (
                clause_tree.compare(
                    comparison.old_id._get_tree(), comparison.new_id._get_tree()
                )
                if comparison.old_id and comparison.new_id
                else []
            )
            comparison.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create(comparison._prepare_line_vals(change))
                    for change in changes
                ),
            ]

    def _prepare_line_vals(self, change: clause_tree.Change) -> dict:
        def as_text(value) -> str:
            return f"{value:g}" if isinstance(value, float) else str(value or "")

        return {
            "code": change.code,
            "kind": change.kind,
            "old_value": as_text(change.old),
            "new_value": as_text(change.new),
        }

    def _get_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Editions"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
