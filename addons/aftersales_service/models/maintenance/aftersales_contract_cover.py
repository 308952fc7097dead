from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import contract_cover


class AftersalesContractCover(models.Model):
    """A kind of cost that a contract pays for, or leaves out."""

    _name = "aftersales.contract.cover"
    _description = "Covered Cost of a Contract"
    _inherit = ["aftersales.contract.part"]
    _order = "contract_id, cost, id"

    cost = fields.Selection(
        [
            (contract_cover.LABOUR, "Labour"),
            (contract_cover.TRAVEL, "Travel"),
            (contract_cover.GOODS, "Parts"),
        ],
        required=True,
        default=contract_cover.LABOUR,
    )
    part_class_id = fields.Many2one(
        "aftersales.part.class",
        ondelete="restrict",
        help="Parts of the categories of this class. Empty: all parts.",
    )
    product_ids = fields.Many2many(
        "product.product",
        relation="aftersales_contract_cover_product_rel",
        string="Products",
        check_company=True,
        help="Only these; they count before a class of parts.",
    )
    is_excluded = fields.Boolean(
        string="Not Covered", help="Leaves out what a wider line covers."
    )

    @api.constrains("part_class_id", "cost")
    def _check_part_class(self):
        for line in self:
            if not line.part_class_id:
                continue
            if line.cost != contract_cover.GOODS:
                raise ValidationError(
                    self.env._(
                        "%(contract)s: choose a Part Class for the cost “Parts” only.",
                        contract=line.contract_id.display_name,
                    )
                )
            if not line.part_class_id.product_category_ids:
                raise ValidationError(
                    self.env._(
                        "%(contract)s: fill in Spare Part Categories of the part class "
                        "“%(part_class)s” first; they say which parts it is about.",
                        contract=line.contract_id.display_name,
                        part_class=line.part_class_id.name,
                    )
                )

    @api.depends("cost", "part_class_id", "is_excluded")
    def _compute_display_name(self):
        costs = dict(self._fields["cost"]._description_selection(self.env))
        for line in self:
            words = costs.get(line.cost, "")
            details = [line.part_class_id.name, *line.product_ids.mapped("name")]
            details = ", ".join(filter(None, details))
            line.display_name = f"{words}: {details}" if details else words

    def _to_plain(self) -> contract_cover.Line:
        self.ensure_one()
        return contract_cover.Line(
            cost=self.cost,
            products=frozenset(self.product_ids.ids),
            categories=frozenset(self.part_class_id.product_category_ids.ids),
            is_excluded=self.is_excluded,
        )
