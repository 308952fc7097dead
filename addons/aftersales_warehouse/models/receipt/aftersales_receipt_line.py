from odoo import api, fields, models
from odoo.exceptions import UserError

from .aftersales_quality_liability import CAUSES, KINDS

CHECKS = ("model_check", "marking_check", "packaging_check")
AGREEMENT = [("ok", "Agrees"), ("not_ok", "Does Not Agree")]


class AftersalesReceiptLine(models.Model):
    """One line of a delivery note, and what was really there (R202, R183)."""

    _name = "aftersales.receipt.line"
    _description = "Checked Line of a Delivery Note"
    _order = "picking_id, sequence, id"
    _rec_name = "product_id"

    picking_id = fields.Many2one(
        "stock.picking", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="picking_id.company_id", store=True)
    outlet_id = fields.Many2one(
        related="picking_id.aftersales_outlet_id", store=True, index="btree_not_null"
    )
    sequence = fields.Integer(default=10)
    move_id = fields.Many2one(
        "stock.move",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Empty: the article is not on the note.",
    )
    product_id = fields.Many2one("product.product", string="Goods", required=True)
    article_number = fields.Char(related="product_id.default_code")
    specification = fields.Char(compute="_compute_specification")
    colour = fields.Char(compute="_compute_specification")
    product_uom_id = fields.Many2one("uom.uom", string="Unit", required=True)
    lot_name = fields.Char(string="Lot or Serial Number")
    note_lot_name = fields.Char(string="Lot on the Note", readonly=True)
    note_quantity = fields.Float(string="On the Note", digits="Product Unit")
    counted_quantity = fields.Float(string="Good", digits="Product Unit")
    bad_quantity = fields.Float(
        string="Not Good",
        digits="Product Unit",
        help="Damaged, wrong or of poor quality: it stands apart.",
    )
    difference = fields.Float(
        compute="_compute_difference",
        digits="Product Unit",
        help="Pieces that are there, less those of the note.",
    )
    note_packages = fields.Integer(string="Packages on the Note")
    counted_packages = fields.Integer()
    model_check = fields.Selection(AGREEMENT, string="Model")
    marking_check = fields.Selection(AGREEMENT, string="Marking")
    packaging_check = fields.Selection(AGREEMENT, string="Packaging")
    kind = fields.Selection(
        [kind for kind in KINDS if kind[0] in ("wrong", "damaged", "quality")],
        string="What Is Wrong",
    )
    cause = fields.Selection(CAUSES)
    note = fields.Char(string="Remark")
    photo_ids = fields.Many2many(
        "ir.attachment", string="Photos", bypass_search_access=True
    )

    _counted_check = models.Constraint(
        "CHECK(counted_quantity >= 0 AND bad_quantity >= 0 AND note_quantity >= 0)",
        "What was counted, or stands on the note, cannot be less than nothing.",
    )

    @api.depends("product_id.product_template_attribute_value_ids")
    def _compute_specification(self):
        for line in self:
            values = line.product_id.product_template_attribute_value_ids
            colours = values.filtered(lambda v: v.display_type == "color")
            line.colour = ", ".join(colours.mapped("name"))
            line.specification = ", ".join((values - colours).mapped("name"))

    @api.depends("note_quantity", "counted_quantity", "bad_quantity")
    def _compute_difference(self):
        for line in self:
            line.difference = (
                line.counted_quantity + line.bad_quantity - line.note_quantity
            )

    @api.onchange("product_id")
    def _onchange_product_id(self):
        self.product_uom_id = self.product_id.uom_id

    # -- guarded ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        products = self.env["product.product"].browse(
            [vals["product_id"] for vals in vals_list if vals.get("product_id")]
        )
        units = {product.id: product.uom_id.id for product in products}
        lines = super().create(
            [
                {"product_uom_id": units.get(vals.get("product_id")), **vals}
                for vals in vals_list
            ]
        )
        lines._refuse_booked()
        lines.picking_id._void_changed_signoffs()
        return lines

    def write(self, vals):
        self._refuse_booked()
        result = super().write(vals)
        self._refuse_booked()
        self.picking_id._void_changed_signoffs()
        return result

    def unlink(self):
        self._refuse_booked()
        pickings = self.picking_id
        result = super().unlink()
        pickings.exists()._void_changed_signoffs()
        return result

    def _refuse_booked(self) -> None:
        booked = self.picking_id.filtered(lambda picking: picking.state == "done")
        if booked:
            raise UserError(
                self.env._(
                    "%(transfers)s: what was counted is booked. Write a quality "
                    "feedback for what is found later.",
                    transfers=", ".join(booked.mapped("name")),
                )
            )

    def _agree(self) -> None:
        """All that was counted and not answered agrees: one write a set of answers."""
        there = self.filtered(lambda line: line.counted_quantity or line.bad_quantity)
        for name in CHECKS:
            there.filtered(lambda line, name=name: not line[name]).write({name: "ok"})

    # -- what it says ----------------------------------------------------------------

    def _get_position(self):
        """Lines that are counted together: of a move, and of a lot the note names."""
        self.ensure_one()
        move = self.move_id
        if not move:
            return ("line", self.id)
        siblings = move.receipt_line_ids
        named = {line.note_lot_name for line in siblings if line.note_lot_name}
        return (move.id, self.lot_name if self.lot_name in named else "")

    def _get_problems(self) -> list[str]:
        """What must be filled in before the check can be signed."""
        self.ensure_one()
        values = {"goods": self.product_id.display_name}
        labels = {
            name: self._fields[name]._description_string(self.env) for name in CHECKS
        }
        problems = []
        is_there = self.counted_quantity or self.bad_quantity
        open_checks = [labels[name] for name in CHECKS if is_there and not self[name]]
        if open_checks:
            problems.append(
                self.env._(
                    "%(goods)s: say whether these agree: %(checks)s.",
                    checks=", ".join(open_checks),
                    **values,
                )
            )
        if any(self[name] == "not_ok" for name in CHECKS) and not self.bad_quantity:
            problems.append(
                self.env._(
                    "%(goods)s: something does not agree; fill in how many are Not "
                    "Good.",
                    **values,
                )
            )
        if self.bad_quantity and not (self.kind and self.cause):
            problems.append(
                self.env._(
                    "%(goods)s: fill in What Is Wrong and the Cause of those that are "
                    "not good.",
                    **values,
                )
            )
        is_tracked = self.product_id.tracking != "none"
        if is_there and is_tracked and not self.lot_name:
            problems.append(
                self.env._("%(goods)s: fill in Lot or Serial Number.", **values)
            )
        is_serial = self.product_id.tracking == "serial"
        if is_serial and self.counted_quantity + self.bad_quantity > 1:
            problems.append(
                self.env._(
                    "%(goods)s %(serial)s: a serial number is one piece; make a line "
                    "for each.",
                    serial=self.lot_name,
                    **values,
                )
            )
        return problems

    def _get_screen_row(self) -> dict:
        """What the screen of the check shows of a line."""
        self.ensure_one()
        names = (
            *("article_number", "specification", "colour", "lot_name", "note"),
            *("kind", "cause", *CHECKS),
        )
        numbers = ("note_quantity", "counted_quantity", "bad_quantity", "difference")
        packages = ("note_packages", "counted_packages")
        return {
            "id": self.id,
            "product": self.product_id.name,
            "unit": self.product_uom_id.name,
            "is_listed": bool(self.move_id),
            "is_tracked": self.product_id.tracking != "none",
            "photos": len(self.photo_ids),
            **{name: self[name] or "" for name in names},
            **{name: self[name] for name in (*numbers, *packages)},
        }

    def _get_content(self) -> list:
        """What is signed of a line."""
        self.ensure_one()
        return [
            self.product_id.id,
            self.article_number or "",
            self.lot_name or "",
            self.product_uom_id.name,
            self.note_quantity,
            self.counted_quantity,
            self.bad_quantity,
            self.note_packages,
            self.counted_packages,
            *(self[name] or "" for name in CHECKS),
            self.kind or "",
            self.cause or "",
        ]
