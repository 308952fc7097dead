from odoo import fields, models


class AftersalesOriginMixin(models.AbstractModel):
    """A host document that service orders can be raised from.

    The host model names the order's field that points back to it
    (``_aftersales_origin_field``) and says what the order takes over
    (``_prepare_aftersales_order_context``).
    """

    _name = "aftersales.origin.mixin"
    _description = "Origin of Service Orders"

    _aftersales_origin_field: str

    aftersales_order_count = fields.Integer(
        string="Service Orders",
        compute="_compute_aftersales_order_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_order_count(self):
        field = self._aftersales_origin_field
        counts = dict(
            self.env["aftersales.order"]._read_group(
                [(field, "in", self.ids)], [field], ["__count"]
            )
        )
        for record in self:
            record.aftersales_order_count = counts.get(record, 0)

    def _prepare_aftersales_order_context(self) -> dict:
        """Default values of an order raised here, as ``default_*`` context keys."""
        self.ensure_one()
        return {f"default_{self._aftersales_origin_field}": self.id}

    def action_raise_aftersales_order(self):
        """Open a new service order that knows where it comes from."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Service Request"),
            "res_model": "aftersales.order",
            "view_mode": "form",
            "context": self._prepare_aftersales_order_context(),
        }

    def action_view_aftersales_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        action["domain"] = [(self._aftersales_origin_field, "=", self.id)]
        action["context"] = self._prepare_aftersales_order_context()
        return action
