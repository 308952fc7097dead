from odoo import api, fields, models
from odoo.fields import Domain


class AccountMove(models.Model):
    """The period of a service contract that an invoice is for."""

    _inherit = "account.move"

    aftersales_contract_period_id = fields.Many2one(
        "aftersales.contract.period",
        string="Contract Period",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )

    _aftersales_contract_period_uniq = models.UniqueIndex(
        "(aftersales_contract_period_id) WHERE state <> 'cancel' "
        "AND aftersales_contract_period_id IS NOT NULL",
        "This period of the contract has its invoice already.",
    )

    @api.model
    def _get_kept_domain(self) -> Domain:
        """Invoices that count: those that are not cancelled."""
        return Domain("state", "!=", "cancel")
