from odoo import api, fields, models


class AftersalesContractPart(models.AbstractModel):
    """A line of a contract: it changes as long as the contract may."""

    _name = "aftersales.contract.part"
    _description = "Line of a Service Contract"
    _check_company_auto = True

    # What may be said of a line while the contract is in force.
    _OPEN_FIELDS: frozenset[str] = frozenset()

    contract_id = fields.Many2one(
        "aftersales.contract", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.contract_id._check_open()
        return lines

    def write(self, vals):
        if vals.keys() - self._OPEN_FIELDS:
            self.contract_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        self.contract_id._check_open()
