from odoo import api, models


class AftersalesWarehouseDemo(models.AbstractModel):
    """Demo data of this addon, played on that of the service addon.

    Each room adds its own in a file of its own (``_inherit``) and a line in
    `_load_stories`. Records of the service addon's demo are found by `_ref`.
    """

    _name = "aftersales.warehouse.demo"
    _inherit = "aftersales.demo"
    _description = "Demo Data of the Warehouse"

    @api.model
    def _load(self):
        """Called by the demo file. A second call adds nothing."""
        if self._ref("outlet_qd", raise_if_not_found=False):
            demo = self._in_demo_language("aftersales_warehouse")
            demo._load_stories()

    @api.model
    def _load_stories(self):
        """The rooms' stories, in the order in which they build on each other."""
        self._without_goods_papers()
        self._load_layers()
        self._load_depreciation()
        self._load_network_stock()
        self._load_parts()
        self._load_ledger()
        self._load_stocktakes()
        self._load_goods()

    @api.model
    def _without_goods_papers(self):
        """Goods of the stories just move; those of receipts and issues come last."""
        self.env.company.write(
            {"aftersales_check_receipts": False, "aftersales_sign_issues": False}
        )

    @api.model
    def _create_own(self, model: str, name: str, vals: dict):
        """Create a record of this addon that can be found by its external id."""
        return self.env[model]._load_records(
            [
                {
                    "xml_id": f"aftersales_warehouse.demo_{name}",
                    "values": vals,
                    "noupdate": True,
                }
            ]
        )
