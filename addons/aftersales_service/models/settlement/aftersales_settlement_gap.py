from odoo import fields, models


class AftersalesSettlementGap(models.Model):
    """A finished visit that cannot be settled yet, and what it lacks.

    It comes up again next month, until somebody sees to it (R135).
    """

    _name = "aftersales.settlement.gap"
    _description = "Visit Not Settled Yet"
    _order = "day, id"
    _rec_name = "dispatch_id"
    _check_company_auto = True

    settlement_id = fields.Many2one(
        "aftersales.settlement", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    outlet_id = fields.Many2one("aftersales.outlet", required=True, index=True)
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="Visit",
        required=True,
        index=True,
        ondelete="cascade",
    )
    order_id = fields.Many2one(related="dispatch_id.order_id", string="Service Order")
    day = fields.Date(string="Finished")
    reason = fields.Selection(
        [
            ("opinion", "Opinion Missing"),
            ("signature", "Signature Missing"),
            ("card", "No Rate Card in Force"),
            ("currency", "Rate Card in Another Currency"),
            ("rate", "No Rate Fits"),
        ],
        required=True,
    )

    def action_view_dispatch(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "aftersales.dispatch",
            "res_id": self.dispatch_id.id,
            "views": [(False, "form")],
        }
