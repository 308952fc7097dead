from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    is_serviced = fields.Boolean(
        string="Units in Service",
        compute="_compute_is_serviced",
        store=True,
        readonly=False,
        precompute=True,
        help="Each piece delivered to a customer becomes a unit in service: with its "
        "serial number where stock tracks one, else with a serial typed later. Where "
        "nothing is delivered by stock, the posted invoice makes the units. On a kit: "
        "one unit that holds the components delivered.",
    )
    aftersales_equipment_count = fields.Integer(
        string="Unit Count",
        compute="_compute_aftersales_equipment_count",
        groups="aftersales_service.group_reader",
    )
    aftersales_order_count = fields.Integer(
        string="Service Orders",
        compute="_compute_aftersales_order_count",
        groups="aftersales_service.group_reader",
    )

    @api.depends("tracking")
    def _compute_is_serviced(self):
        for template in self:
            template.is_serviced = template.is_serviced or template.tracking == "serial"

    def _compute_aftersales_equipment_count(self):
        counts = dict(
            self.env["aftersales.equipment"]._read_group(
                [("product_id", "in", self.product_variant_ids.ids)],
                ["product_id"],
                ["__count"],
            )
        )
        for template in self:
            template.aftersales_equipment_count = sum(
                counts.get(variant, 0) for variant in template.product_variant_ids
            )

    def _compute_aftersales_order_count(self):
        counts = dict(
            self.env["aftersales.order"]._read_group(
                [("product_id", "in", self.product_variant_ids.ids)],
                ["product_id"],
                ["__count"],
            )
        )
        for template in self:
            template.aftersales_order_count = sum(
                counts.get(variant, 0) for variant in template.product_variant_ids
            )

    def action_view_aftersales_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        action["domain"] = [("product_id", "in", self.product_variant_ids.ids)]
        return action

    def action_view_aftersales_equipment(self):
        self.ensure_one()
        return self.env["aftersales.equipment"]._get_list_action(
            [("product_id", "in", self.product_variant_ids.ids)]
        )
