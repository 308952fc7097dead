from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    aftersales_settlement_id = fields.Many2one(
        "aftersales.settlement",
        string="Outlet Settlement",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
        groups="aftersales_service.group_finance,aftersales_service.group_service_manager",
    )

    _aftersales_settlement_once = models.UniqueIndex(
        "(aftersales_settlement_id) "
        "WHERE aftersales_settlement_id IS NOT NULL AND state <> 'cancel' "
        "AND payment_state IS DISTINCT FROM 'reversed'",
        "This settlement has its vendor bill already.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "cancel":
            # Who cancels a bill need not be one who settles with outlets.
            self.sudo().aftersales_settlement_id._unbill()
        return result

    def _post(self, soft=True):
        posted = super()._post(soft)
        # A posted bill cannot be cancelled: it is reversed, and settled anew.
        bills = posted.reversed_entry_id.filtered(
            lambda bill: bill.payment_state == "reversed"
        )
        # The index that says "once" reads it from the table.
        bills.flush_recordset(["payment_state"])
        bills.sudo().aftersales_settlement_id._unbill()
        return posted

    @api.ondelete(at_uninstall=False)
    def _unbill_settlements(self):
        self.sudo().aftersales_settlement_id._unbill()

    def action_view_aftersales_settlement(self):
        self.ensure_one()
        return self.aftersales_settlement_id._get_form_action()
