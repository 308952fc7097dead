from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesFaultCode(models.Model):
    """Coded finding: what the customer saw, why it happened, what was done (R076)."""

    _name = "aftersales.fault.code"
    _description = "Fault Code"
    _order = "kind, sequence, code, id"
    _parent_store = True
    _rec_names_search = ["name", "code"]

    display_name = fields.Char(recursive=True)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("symptom", "Symptom"), ("cause", "Cause"), ("remedy", "Remedy")],
        required=True,
        default="symptom",
        index=True,
    )
    parent_id = fields.Many2one(
        "aftersales.fault.code",
        index=True,
        ondelete="restrict",
        domain="[('kind', '=', kind), ('id', '!=', id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("aftersales.fault.code", "parent_id", "Sub-Codes")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    product_category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="Offered for units of these categories. Empty: for all.",
    )
    is_excluded_from_warranty = fields.Boolean(
        string="Excluded From Warranty",
        help="A fault with this cause (misuse, change by the customer …) is paid by "
        "the customer even within the term.",
    )
    order_count = fields.Integer(
        string="Orders",
        compute="_compute_order_count",
        groups="aftersales_service.group_reader",
    )

    _code_uniq = models.UniqueIndex(
        "(code, kind, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another fault code of this kind has this code already.",
    )

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for code in self:
            code.display_name = (
                f"{code.parent_id.display_name} / {code.name}"
                if code.parent_id
                else code.name
            )

    def _compute_order_count(self):
        field_of_kind = {
            "symptom": "symptom_id",
            "cause": "cause_id",
            "remedy": "remedy_id",
        }
        for kind, codes in self.grouped("kind").items():
            field = field_of_kind[kind]
            counts = dict(
                self.env["aftersales.order"]._read_group(
                    [(field, "in", codes.ids)], [field], ["__count"]
                )
            )
            for code in codes:
                code.order_count = counts.get(code, 0)

    @api.constrains("parent_id", "kind")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("Parent: a fault code cannot be above itself.")
            )
        for code in self:
            if code.parent_id and code.parent_id.kind != code.kind:
                raise ValidationError(
                    self.env._(
                        "Parent of “%(code)s” must be of the same kind.", code=code.name
                    )
                )
