from odoo import api, models


class AftersalesEquipment(models.Model):
    """Units from a sheet, through the host's own import screen."""

    _inherit = "aftersales.equipment"

    @api.model
    def get_import_templates(self):
        """Template that the host's import screen offers."""
        return [
            {
                "label": self.env._("Import Template for Units"),
                "template": "/aftersales_service/static/import/units.csv",
            }
        ]

    @api.model
    def _get_list_action(self, domain: list) -> dict:
        """The list of units, all that the domain names and not only those in use."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_equipment_action"
        )
        return {**action, "domain": domain, "context": {}}
