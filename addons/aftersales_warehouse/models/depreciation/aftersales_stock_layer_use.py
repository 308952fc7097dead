from odoo import fields, models


class AftersalesStockLayerUse(models.Model):
    _inherit = "aftersales.stock.layer.use"

    release_run_id = fields.Many2one(
        "aftersales.depreciation.run",
        string="Released by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The run that took the allowance of these goods out of the books.",
    )

    # Unreleased shares are looked for at each run and each check.
    _unreleased_idx = models.Index(
        "(company_id, date) WHERE release_run_id IS NULL AND target_layer_id IS NULL "
        "AND allowance <> 0"
    )

    def _get_booked(self):
        lines = self.env["aftersales.depreciation.line"].search(
            [("use_id", "in", self.ids)]
        )
        return super()._get_booked() | lines.use_id
