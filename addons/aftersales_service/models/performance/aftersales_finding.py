from odoo import api, models


class AftersalesFinding(models.AbstractModel):
    """What a document found that must not come again: the contract.

    Addons that find something and those that follow it up do not know each other; both
    know this.
    """

    _name = "aftersales.finding"
    _description = "Finding of a Document"

    @api.model
    def _on_finding(self, document, source: str, title: str, facts: str) -> None:
        """Hook: one document found something; whoever follows it up extends this.

        :param source: what kind of finding it is, such as ``warehouse``
        :param facts: what was seen, where, in which records
        """
