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
        self._load_layers()
        self._load_depreciation()
