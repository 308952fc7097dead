from odoo import api, models


class AftersalesFinding(models.AbstractModel):
    """What documents of other addons found becomes a nonconformity."""

    _inherit = "aftersales.finding"

    @api.model
    def _on_finding(self, document, source, title, facts):
        self.env["aftersales.nonconformity"]._open_for(
            document, {"source": source, "title": title, "facts": facts}
        )
        return super()._on_finding(document, source, title, facts)
