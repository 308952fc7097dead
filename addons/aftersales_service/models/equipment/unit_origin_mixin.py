from odoo import fields, models


class AftersalesUnitOriginMixin(models.AbstractModel):
    """A host document that units come from: button and counter.

    The host model says how a unit leads to it (``_aftersales_unit_path``).
    """

    _name = "aftersales.unit.origin.mixin"
    _description = "Origin of Units"

    _aftersales_unit_path: str

    aftersales_equipment_count = fields.Integer(
        string="Unit Count",
        compute="_compute_aftersales_equipment_count",
        groups="aftersales_service.group_reader",
    )

    def _compute_aftersales_equipment_count(self):
        path = self._aftersales_unit_path
        counts = dict(
            self.env["aftersales.equipment"]._read_group(
                [(path, "in", self.ids)], [path], ["__count"]
            )
        )
        for record in self:
            record.aftersales_equipment_count = counts.get(record, 0)

    def action_view_aftersales_equipment(self):
        self.ensure_one()
        return self.env["aftersales.equipment"]._get_list_action(
            [(self._aftersales_unit_path, "=", self.id)]
        )
