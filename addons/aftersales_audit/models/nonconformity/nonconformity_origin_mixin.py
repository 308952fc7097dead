from odoo import fields, models
from odoo.fields import Domain


class AftersalesNonconformityOriginMixin(models.AbstractModel):
    """A document that nonconformities come from shows those its reader may see."""

    _name = "aftersales.nonconformity.origin.mixin"
    _description = "Document That Nonconformities Come From"

    nonconformity_count = fields.Integer(
        string="Nonconformities",
        compute="_compute_nonconformity_count",
        groups="aftersales_service.group_reader",
    )

    def _get_nonconformity_domain(self) -> Domain:
        return Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)

    def _compute_nonconformity_count(self):
        counts = dict(
            self.env["aftersales.nonconformity"]._read_group(
                self._get_nonconformity_domain() & Domain("state", "!=", "cancelled"),
                ["res_id"],
                ["__count"],
            )
        )
        for document in self:
            document.nonconformity_count = counts.get(document.id, 0)

    def action_view_nonconformities(self):
        return self.env["aftersales.nonconformity"]._get_view_action(
            "aftersales_nonconformity_action", list(self._get_nonconformity_domain())
        )
