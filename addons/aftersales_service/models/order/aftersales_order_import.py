from odoo import api, models


class AftersalesOrder(models.Model):
    """What arrives from outside: a serial number typed or imported names its unit."""

    _inherit = "aftersales.order"

    @api.model_create_multi
    def create(self, vals_list):
        # The caller's own values stay as they are: he may use them again.
        vals_list = [dict(vals) for vals in vals_list]
        self._attach_units(vals_list)
        return super().create(vals_list)

    @api.model
    def _attach_units(self, vals_list: list[dict]) -> None:
        """Add ``equipment_id`` where serial (and product) name one unit, in one query.

        Without a product the serial must be unique in the company; an unknown serial
        stays what it is: text.
        """
        open_vals = [
            vals
            for vals in vals_list
            if vals.get("serial") and not vals.get("equipment_id")
        ]
        if not open_vals:
            return
        units = self.env["aftersales.equipment"].search_fetch(
            [("serial", "in", list({vals["serial"] for vals in open_vals}))],
            ["serial", "product_id", "company_id"],
        )
        by_serial: dict[tuple, list] = {}
        for unit in units:
            by_serial.setdefault((unit.company_id.id, unit.serial), []).append(unit)
        for vals in open_vals:
            company_id = vals.get("company_id") or self.env.company.id
            product_id = vals.get("product_id")
            fitting = [
                unit
                for unit in by_serial.get((company_id, vals["serial"]), ())
                if not product_id or unit.product_id.id == product_id
            ]
            if len(fitting) == 1:
                vals["equipment_id"] = fitting[0].id

    @api.model
    def get_import_templates(self):
        """Template that the host's import screen offers."""
        return [
            {
                "label": self.env._("Import Template for Service Orders"),
                "template": "/aftersales_service/static/import/service_orders.csv",
            }
        ]
