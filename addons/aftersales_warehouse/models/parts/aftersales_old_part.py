from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.tools import charging

from ...tools import old_part_flow
from .aftersales_old_part_rule import DISPOSITIONS


class AftersalesOldPart(models.Model):
    """A part that was taken out (旧件): labelled, handed in, and accounted for."""

    _name = "aftersales.old.part"
    _description = "Old Part"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Storekeepers name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "removed_on desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "serial", "product_id"]

    _flow_roles = old_part_flow.ROLES
    _flow_moments = old_part_flow.MOMENTS

    state = fields.Selection(
        [
            ("removed", "Removed"),
            ("labelled", "Labelled"),
            ("handed_in", "In Store"),
            ("sent_back", "Sent to Supplier"),
            ("scrapped", "Scrapped"),
            ("recycled", "Recycled"),
            ("kept", "Kept by the Customer"),
        ],
        default="removed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    order_id = fields.Many2one(
        "aftersales.order",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    equipment_id = fields.Many2one(
        related="order_id.equipment_id", string="Unit in Service"
    )
    outlet_id = fields.Many2one(
        related="order_id.outlet_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Technician",
        check_company=True,
        index="btree_not_null",
        compute="_compute_employee_id",
        store=True,
        precompute=True,
        readonly=False,
        help="Who took it out, and holds it until it is handed in.",
    )
    move_id = fields.Many2one(
        "stock.move",
        string="Removal",
        readonly=True,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        check_company=True,
        index="btree_not_null",
        domain="[('product_id', '=', product_id)]",
    )
    serial = fields.Char(
        string="Number on the Part",
        compute="_compute_serial",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    quantity = fields.Float(default=1.0, required=True, digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit of Measure")
    removed_on = fields.Date(
        required=True, default=fields.Date.context_today, index=True, tracking=True
    )
    defect_note = fields.Char(string="Defect", help="What failed.")
    is_covered = fields.Boolean(
        string="Within Warranty", help="Nobody paid for the part that took its place."
    )
    rule_id = fields.Many2one(
        "aftersales.old.part.rule",
        string="By Rule",
        compute="_compute_rule_id",
        store=True,
        precompute=True,
        ondelete="restrict",
    )
    disposition = fields.Selection(
        DISPOSITIONS,
        string="Goes To",
        compute="_compute_disposition",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    photo_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_old_part_photo_rel",
        string="Photos",
        copy=False,
    )
    due_date = fields.Date(
        string="Due", compute="_compute_due_date", store=True, index=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    labelled_at = fields.Datetime(string="Labelled", readonly=True, copy=False)
    handed_in_at = fields.Datetime(string="Handed In", readonly=True, copy=False)
    settled_at = fields.Datetime(string="Dealt With On", readonly=True, copy=False)

    _move_lot_uniq = models.UniqueIndex(
        "(move_id, COALESCE(lot_id, 0)) WHERE move_id IS NOT NULL",
        "This removal has its old part already.",
    )
    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Quantity of an old part must be above zero."
    )

    @api.depends("order_id")
    def _compute_company_id(self):
        for part in self:
            part.company_id = part.order_id.company_id or self.env.company

    @api.depends("order_id")
    def _compute_employee_id(self):
        for part in self:
            part.employee_id = part.employee_id or part.order_id.technician_id

    @api.depends("lot_id")
    def _compute_serial(self):
        for part in self:
            part.serial = part.lot_id.name or part.serial

    @api.depends("product_id", "is_covered", "company_id")
    def _compute_rule_id(self):
        keys = {
            part: (part.product_id, part.company_id, part.is_covered) for part in self
        }
        rules = self.env["aftersales.old.part.rule"]._choose(set(keys.values()))
        for part, key in keys.items():
            part.rule_id = rules[key]

    @api.depends("rule_id")
    def _compute_disposition(self):
        for part in self:
            part.disposition = part.rule_id.disposition or part.disposition

    @api.depends("state", "removed_on", "handed_in_at", "rule_id")
    def _compute_due_date(self):
        for part in self:
            part.due_date = old_part_flow.due_day(
                part.state,
                part.removed_on,
                part.handed_in_at and part.handed_in_at.date(),
                part.rule_id._to_plain() if part.rule_id else None,
            )

    @api.depends("due_date")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for part in self:
            part.is_overdue = bool(part.due_date) and part.due_date < today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("due_date", "<", fields.Date.context_today(self))
        wanted = Domain.FALSE
        if True in value:
            wanted |= overdue
        if False in value:
            wanted |= ~overdue
        return wanted

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for part in self:
            part.display_name = f"{part.name} · {part.product_id.display_name}"

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._keep_photos()
        return parts

    def write(self, vals):
        result = super().write(vals)
        if "photo_ids" in vals:
            self._keep_photos()
        return result

    def _keep_photos(self) -> None:
        """Whoever may read the part may look at its photos."""
        for part in self:
            part.photo_ids.filtered(lambda photo: not photo.res_id).write(
                {"res_model": self._name, "res_id": part.id}
            )

    # -- where they come from ----------------------------------------------------------

    @api.model
    def _collect(self, moves):
        """An old part of each number, or quantity, that repairs took out."""
        covered = self._get_covered(moves)
        return self.create(
            [
                {**move._prepare_old_part_vals(lines), "is_covered": move in covered}
                for move in moves
                for lines in move.move_line_ids.grouped("lot_id").values()
                if sum(lines.mapped("quantity"))
            ]
        )

    @api.model
    def _get_covered(self, moves):
        """Removals whose repair put in something of the same kind for nothing."""
        free = {
            (move.repair_id, move.product_id.product_tmpl_id)
            for move in moves.repair_id.move_ids
            if move.repair_line_type == "add"
            and move.coverage in (charging.COVERED, charging.GOODWILL)
        }
        return moves.filtered(
            lambda move: (move.repair_id, move.product_id.product_tmpl_id) in free
        )
