from odoo import fields, models

EVENT = ("contract_ends", "Service Contract Ends Soon")


class AftersalesOpportunity(models.Model):
    """An opportunity to renew a contract."""

    _inherit = "aftersales.opportunity"

    event = fields.Selection(
        selection_add=[EVENT], ondelete={"contract_ends": "cascade"}
    )
    contract_id = fields.Many2one(
        "aftersales.contract",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )

    _contract_uniq = models.UniqueIndex(
        "(event, contract_id) WHERE contract_id IS NOT NULL",
        "This contract has made that opportunity already.",
    )
