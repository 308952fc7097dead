from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import recovery


class AftersalesClaimPart(models.Model):
    """A causal part: it failed in our warranty, its supplier is asked to pay (R444).

    Each part put in for nothing has one at most. Without a claim it waits until it is
    claimed, or until somebody says whose it was.
    """

    _name = "aftersales.claim.part"
    _description = "Causal Part"
    _inherit = ["mail.thread"]
    _order = "replaced_date desc, id desc"
    _check_company_auto = True

    part_move_id = fields.Many2one(
        "stock.move",
        string="Part Put In",
        required=True,
        readonly=True,
        check_company=True,
        index=True,
        ondelete="restrict",
    )
    claim_id = fields.Many2one(
        "aftersales.claim",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('kind', '=', 'supplier'), ('state', '=', 'draft'),"
        " ('partner_id', '=?', supplier_id)]",
        tracking=True,
    )
    claim_state = fields.Selection(related="claim_id.state", string="Claim State")
    company_id = fields.Many2one(
        related="part_move_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    order_id = fields.Many2one(
        related="part_move_id.aftersales_order_id",
        string="Service Order",
        store=True,
        index="btree_not_null",
    )
    outlet_id = fields.Many2one(
        related="order_id.outlet_id", store=True, index="btree_not_null"
    )
    equipment_id = fields.Many2one(related="order_id.equipment_id", string="Unit")
    cause_id = fields.Many2one(related="order_id.cause_id")
    product_id = fields.Many2one(
        related="part_move_id.product_id", string="Part", store=True, index=True
    )
    quantity = fields.Float(related="part_move_id.quantity", string="Quantity")
    replaced_date = fields.Date(string="Replaced", required=True, readonly=True)
    fitted_lot_ids = fields.Many2many(
        related="part_move_id.lot_ids", string="Number Put In"
    )

    # -- whose it was -----------------------------------------------------------------
    lot_id = fields.Many2one(
        "stock.lot",
        string="Failed Number",
        check_company=True,
        index="btree_not_null",
        domain="[('product_id', '=', product_id)]",
        help="Serial or lot number of the part that failed: taken out in the repair.",
        tracking=True,
    )
    supplier_id = fields.Many2one(
        "res.partner",
        check_company=True,
        index="btree_not_null",
        help="Who delivered the part that failed. Empty: not known, fill it in.",
        tracking=True,
    )
    supplier_source = fields.Selection(
        [
            ("receipt", "Receipt of the Failed Part"),
            ("fitted", "Receipt of the Part Put In"),
            ("vendor", "Vendor of the Product"),
        ],
        string="Supplier Known From",
        readonly=True,
    )
    received_date = fields.Date(
        string="Received On", help="The supplier's term runs from this day."
    )
    agreement_id = fields.Many2one(
        "aftersales.supplier.agreement",
        check_company=True,
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        domain="[('partner_id', '=', supplier_id)]",
    )
    term_end_date = fields.Date(
        string="Supplier's Term Until", compute="_compute_expected_amount", store=True
    )
    is_in_term = fields.Boolean(
        string="Within Supplier's Term",
        compute="_compute_expected_amount",
        store=True,
    )
    needs_return = fields.Boolean(
        string="Goes Back",
        compute="_compute_needs_return",
        store=True,
        readonly=False,
    )

    # -- evidence ---------------------------------------------------------------------
    defect_note = fields.Char(
        string="Defect", help="What failed, as the supplier needs it."
    )
    photo_ids = fields.Many2many("ir.attachment", string="Photos")
    is_part_here = fields.Boolean(
        string="Damaged Part Is Here", help="It is kept as evidence."
    )

    # -- money ------------------------------------------------------------------------
    part_cost = fields.Monetary(readonly=True, help="What stock booked for it.")
    labour_cost = fields.Monetary(
        help="Covered labour and travel of the service order at our tariff, shared "
        "among its causal parts."
    )
    freight_cost = fields.Monetary()
    expected_amount = fields.Monetary(
        string="Credit Expected",
        compute="_compute_expected_amount",
        store=True,
        help="Shares of the agreement; nothing after the supplier's term.",
    )

    _part_move_once = models.UniqueIndex(
        "(part_move_id)", "This part is on the list of causal parts already."
    )

    @api.depends("product_id", "order_id")
    def _compute_display_name(self):
        for part in self:
            part.display_name = " · ".join(
                filter(None, (part.product_id.display_name, part.order_id.name))
            )

    @api.depends("supplier_id", "product_id", "replaced_date")
    def _compute_agreement_id(self):
        agreements = (
            self.env["aftersales.supplier.agreement"]
            .search([("partner_id", "in", self.supplier_id.ids)])
            .grouped(lambda agreement: (agreement.partner_id, agreement.company_id))
        )
        for part in self:
            known = agreements.get((part.supplier_id, part.company_id), ())
            path = part.product_id.categ_id.parent_path or ""
            part.agreement_id = part.replaced_date and recovery.choose(
                [agreement._to_plain() for agreement in known],
                part.product_id.id,
                [int(category) for category in reversed(path.split("/")) if category],
                part.replaced_date,
            )

    @api.depends("agreement_id")
    def _compute_needs_return(self):
        for part in self:
            part.needs_return = part.agreement_id.needs_return

    @api.depends(
        "agreement_id.part_rate",
        "agreement_id.labour_rate",
        "agreement_id.freight_rate",
        "agreement_id.term_months",
        "received_date",
        "replaced_date",
        "part_cost",
        "labour_cost",
        "freight_cost",
    )
    def _compute_expected_amount(self):
        for part in self:
            if part._is_frozen():
                continue
            end = recovery.term_end(
                part.received_date or None, part.agreement_id.term_months
            )
            part.term_end_date = end
            part.is_in_term = not end or part.replaced_date <= end
            part.expected_amount = recovery.expected(
                (part.part_cost, part.labour_cost, part.freight_cost),
                part.agreement_id._get_shares(),
                part.is_in_term,
                part.currency_id.decimal_places or 2,
            )

    def _is_frozen(self) -> bool:
        """What was submitted stays, whatever becomes of the agreement."""
        return bool(self.claim_id) and self.claim_id.state != "draft"

    @api.onchange("lot_id")
    def _onchange_lot_id(self):
        """A number says whose part it was."""
        if self.lot_id.aftersales_supplier_id:
            self.supplier_id = self.lot_id.aftersales_supplier_id
            self.received_date = self.lot_id.aftersales_received_date
            self.supplier_source = "receipt"

    @api.onchange("supplier_id")
    def _onchange_supplier_id(self):
        """What a person says is from no receipt."""
        if self.supplier_id != self.lot_id.aftersales_supplier_id:
            self.supplier_source = False

    # -- what is claimed stays --------------------------------------------------------
    def write(self, vals):
        evidence = {"photo_ids", "is_part_here", "defect_note"}
        computed = {"term_end_date", "is_in_term", "expected_amount", "outlet_id"}
        beyond = self.filtered(lambda part: part._is_frozen())
        if beyond and not self.env.su and set(vals) - evidence - computed:
            raise UserError(
                self.env._(
                    "%(parts)s: claimed already. Take the claim “Back to New” first.",
                    parts=", ".join(beyond.mapped("display_name")),
                )
            )
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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_claimed(self):
        if any(part._is_frozen() for part in self):
            raise UserError(self.env._("Parts that are claimed stay."))
