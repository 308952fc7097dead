from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Entries of depreciation change by their run only: layers go with them."""

    _inherit = "account.move"

    aftersales_depreciation_run_id = fields.Many2one(
        "aftersales.depreciation.run",
        string="Depreciation Run",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
        groups="aftersales_service.group_finance",
    )

    def _check_draftable(self):
        self._refuse_without_run()
        return super()._check_draftable()

    def button_cancel(self):
        self._refuse_without_run()
        return super().button_cancel()

    def _reverse_moves(self, default_values_list=None, cancel=False):
        self.filtered(
            lambda move: move.sudo().aftersales_depreciation_run_id.state == "posted"
        )._refuse_without_run()
        return super()._reverse_moves(default_values_list, cancel)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_run_only(self):
        self._refuse_without_run()

    def _refuse_without_run(self) -> None:
        moves = self.filtered(lambda move: move.sudo().aftersales_depreciation_run_id)
        if moves:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(entry)s belongs to depreciation run %(run)s. Reverse the "
                        "run: it takes back the entry and what layers carry.",
                        entry=move.display_name,
                        run=move.sudo().aftersales_depreciation_run_id.display_name,
                    )
                    for move in moves
                )
            )
