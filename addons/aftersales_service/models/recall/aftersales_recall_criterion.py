from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import recall_flow, serial_range

CONDITIONS = (
    *("product_ids", "product_tmpl_ids", "categ_ids", "lot_ids", "component_lot_ids"),
    *("serials", "serial_from", "factory_from", "factory_to"),
    *("delivery_from", "delivery_to", "state_ids"),
)


class AftersalesRecallCriterion(models.Model):
    """Which units a recall means: all conditions of a row together; rows add up."""

    _name = "aftersales.recall.criterion"
    _description = "Units Meant by a Recall"
    _order = "recall_id, id"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "aftersales.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="recall_id.company_id", store=True, precompute=True, index=True
    )
    product_ids = fields.Many2many(
        "product.product",
        relation="aftersales_recall_criterion_product_rel",
        string="Products",
        check_company=True,
    )
    product_tmpl_ids = fields.Many2many(
        "product.template",
        relation="aftersales_recall_criterion_template_rel",
        string="All Variants Of",
        check_company=True,
    )
    categ_ids = fields.Many2many(
        "product.category",
        relation="aftersales_recall_criterion_category_rel",
        string="Categories",
        help="With the categories below them.",
    )
    lot_ids = fields.Many2many(
        "stock.lot",
        relation="aftersales_recall_criterion_lot_rel",
        string="Lots",
        check_company=True,
    )
    serials = fields.Text(
        string="Serial Numbers", help="As they are pasted: by line, comma or blank."
    )
    serial_from = fields.Char(help="First serial of a range, such as SN-000098-B.")
    serial_to = fields.Char(
        help="Last serial of the range. It differs from the first in one number."
    )
    factory_from = fields.Date(string="Made From")
    factory_to = fields.Date(
        string="Made Until",
        help="By the factory date of the unit; where it has none, by the day its "
        "number was made here.",
    )
    delivery_from = fields.Date(string="Delivered From")
    delivery_to = fields.Date(string="Delivered Until")
    with_unknown_dates = fields.Boolean(
        string="Also Where the Date Is Unknown",
        default=True,
        help="Rather one unit too many than one too few.",
    )
    component_lot_ids = fields.Many2many(
        "stock.lot",
        relation="aftersales_recall_criterion_component_rel",
        string="Supplier Batches",
        check_company=True,
        help="Batches of a part: means the part, what was made with it, and the units "
        "it was fitted in.",
    )
    state_ids = fields.Many2many(
        "res.country.state",
        relation="aftersales_recall_criterion_state_rel",
        string="Regions",
        help="Provinces of the customers. Stock counts wherever it lies.",
    )

    @api.depends(*CONDITIONS)
    def _compute_display_name(self):
        for row in self:
            words = [
                *row.product_ids.mapped("display_name"),
                *row.product_tmpl_ids.mapped("display_name"),
                *row.categ_ids.mapped("display_name"),
                *row.lot_ids.mapped("name"),
                *row.component_lot_ids.mapped("name"),
            ]
            if row.serial_from:
                words.append(f"{row.serial_from} – {row.serial_to or ''}")
            row.display_name = ", ".join(words) or self.env._("Criterion")

    @api.constrains("recall_id", *CONDITIONS)
    def _check_conditions(self):
        for row in self:
            if not any(row[name] for name in CONDITIONS):
                raise ValidationError(
                    self.env._(
                        "%(recall)s: a row of Affected Are is empty and would mean "
                        "everything. Fill in a product, a serial, a date or a batch.",
                        recall=row.recall_id.display_name,
                    )
                )
            row._check_serial_range()

    def _check_serial_range(self) -> None:
        if not self.serial_from and not self.serial_to:
            return
        try:
            self._get_serial_range()
        except serial_range.SerialRangeError as error:
            reasons = {
                serial_range.NO_NUMBER: self.env._("a serial without a number"),
                serial_range.DIFFERENT: self.env._(
                    "they differ in more than one number"
                ),
                serial_range.TOO_LONG: self.env._(
                    "a number of more than %(count)d digits",
                    count=serial_range.MAX_DIGITS,
                ),
                serial_range.BACKWARDS: self.env._("the first comes after the last"),
            }
            raise ValidationError(
                self.env._(
                    "“%(first)s” to “%(last)s” is no range of serial numbers: "
                    "%(reason)s. Correct the two, or paste a list of serial numbers.",
                    first=self.serial_from or "",
                    last=self.serial_to or "",
                    reason=reasons[str(error)],
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        done = rows.filtered(lambda row: row.recall_id.state in ("closed", "cancelled"))
        done._refuse_change()
        return rows

    def write(self, vals):
        self._check_may_shrink()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _check_may_shrink(self):
        """What a recall meant once, it means for good: rows are added only."""
        self.filtered(
            lambda row: row.recall_id.state not in recall_flow.OPEN_TEXT_STATES
        )._refuse_change()

    def _refuse_change(self) -> None:
        if self:
            raise UserError(
                self.env._(
                    "%(recalls)s: which units are affected is fixed. While the recall "
                    "runs, add a row of Affected Are; the rows that are there stay.",
                    recalls=", ".join(self.recall_id.mapped("display_name")),
                )
            )

    def _get_serial_range(self) -> serial_range.SerialRange:
        return serial_range.parse(self.serial_from or "", self.serial_to or "")
