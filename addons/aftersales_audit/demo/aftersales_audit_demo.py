from odoo import api, models


class AftersalesAuditDemo(models.AbstractModel):
    """Demo data of this addon, played on that of the service addon.

    Each room adds its own in a file of its own (``_inherit``) and a line in
    `_load_stories`. Records of the service addon's demo are found by `_ref`.
    """

    _name = "aftersales.audit.demo"
    _inherit = "aftersales.demo"
    _description = "Demo Data of the Audit"

    @api.model
    def _load(self):
        """Called by the demo file. A second call adds nothing."""
        if self._ref("outlet_qd", raise_if_not_found=False):
            demo = self._in_demo_language("aftersales_audit")
            demo._load_stories()

    @api.model
    def _load_stories(self):
        """The rooms' stories, in the order in which they build on each other."""
