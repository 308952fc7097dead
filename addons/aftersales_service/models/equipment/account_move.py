from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        invoices = posted.filtered(lambda move: move.move_type == "out_invoice")
        # Who posts an invoice need not know the installed base.
        lines = invoices.sudo().invoice_line_ids
        lines.sale_line_ids._fill_unit_invoice_dates()
        lines._make_units()
        return posted
