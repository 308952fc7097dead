from datetime import timedelta

from odoo import api, fields, models

from ...tools import loan_flow


class AftersalesLoan(models.Model):
    """A unit of ours at a customer while his own is repaired (代用品).

    What it is stands here; ``_stock`` moves the goods, ``_chase`` asks for them back.
    """

    _name = "aftersales.loan"
    _description = "Loaned Unit"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "lot_id", "partner_id"]

    _flow_roles = loan_flow.ROLES
    _flow_moments = loan_flow.MOMENTS

    order_id = fields.Many2one(
        "aftersales.order",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        compute="_compute_partner_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    outlet_id = fields.Many2one(
        related="order_id.outlet_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        check_company=True,
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
        tracking=True,
        help="Is told when the loan is overdue.",
    )
    state = fields.Selection(
        [
            ("draft", "Prepared"),
            ("lent", "Lent"),
            ("returned", "Returned"),
            ("lost", "Lost"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )

    # -- what is lent -----------------------------------------------------------------
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain=[("is_loaner", "=", True)],
    )
    tracking = fields.Selection(related="product_id.tracking")
    lot_id = fields.Many2one(
        "stock.lot",
        string="Serial Number",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('product_id', '=', product_id)]",
        copy=False,
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Store",
        required=True,
        check_company=True,
        domain=[("usage", "=", "internal")],
        compute="_compute_location_id",
        store=True,
        precompute=True,
        readonly=False,
        help="Where the unit is taken from, and where it comes back to.",
    )
    accessories = fields.Char(help="What goes with it: cables, keys, manuals.")
    deposit_note = fields.Char(
        string="Deposit", help="Deposit taken, or why none is asked for."
    )

    # -- out and back -----------------------------------------------------------------
    due_date = fields.Date(
        default=lambda self: self._default_due_date(), copy=False, tracking=True
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    lent_at = fields.Datetime(string="Lent", readonly=True, copy=False)
    returned_at = fields.Datetime(string="Returned", readonly=True, copy=False)
    lost_at = fields.Datetime(string="Lost", readonly=True, copy=False)
    condition_out = fields.Text(
        string="Condition When Lent", help="Scratches, wear, what does not work."
    )
    condition_back = fields.Text(string="Condition When Returned", copy=False)
    photo_out_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_loan_photo_out_rel",
        string="Photos When Lent",
        copy=False,
    )
    photo_back_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_loan_photo_back_rel",
        string="Photos When Returned",
        copy=False,
    )
    loss_reason = fields.Char(copy=False, tracking=True)
    signed_by = fields.Char(copy=False)
    signature = fields.Binary(attachment=True, copy=False)

    # A serial number is at one customer at a time.
    _lent_once = models.UniqueIndex(
        "(lot_id) WHERE state = 'lent' AND lot_id IS NOT NULL",
        "This serial number is lent to somebody already.",
    )

    def _default_due_date(self):
        days = self.env.company.aftersales_loan_days
        return fields.Date.context_today(self) + timedelta(days)

    @api.depends("order_id")
    def _compute_company_id(self):
        for loan in self:
            loan.company_id = loan.order_id.company_id or self.env.company

    @api.depends("order_id")
    def _compute_partner_id(self):
        for loan in self:
            loan.partner_id = loan.order_id.partner_id

    @api.depends("lot_id", "company_id")
    def _compute_location_id(self):
        """Where the number lies; else the store of the company's first warehouse."""
        Warehouse = self.env["stock.warehouse"]
        for company, loans in self.grouped("company_id").items():
            store = Warehouse.search(
                [("company_id", "=", company.id)], limit=1
            ).lot_stock_id
            for loan in loans:
                here = loan.lot_id.location_id
                if here.usage == "internal" and not loan._is_on_loan(here):
                    loan.location_id = here
                elif not loan.location_id:
                    loan.location_id = store

    @api.depends("state", "due_date")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for loan in self:
            loan.is_overdue = (
                loan.state == "lent" and bool(loan.due_date) and loan.due_date < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        overdue = fields.Domain("state", "=", "lent") & fields.Domain(
            "due_date", "<", today
        )
        wanted = fields.Domain.FALSE
        if True in value:
            wanted |= overdue
        if False in value:
            wanted |= fields.Domain("state", "!=", "lent") | fields.Domain.OR(
                [[("due_date", "=", False)], [("due_date", ">=", today)]]
            )
        return wanted

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.lot_id.product_id != self.product_id:
            self.lot_id = False

    @api.model_create_multi
    def create(self, vals_list):
        loans = super().create(vals_list)
        loans._keep_photos()
        return loans

    def write(self, vals):
        result = super().write(vals)
        if "photo_out_ids" in vals or "photo_back_ids" in vals:
            self._keep_photos()
        return result

    def _keep_photos(self) -> None:
        """Whoever may read the loan may look at its photos."""
        for loan in self:
            photos = loan.photo_out_ids | loan.photo_back_ids
            photos.filtered(lambda photo: not photo.res_id).write(
                {"res_model": self._name, "res_id": loan.id}
            )

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]

    # -- steps ---------------------------------------------------------------------
    def _get_flow(self):
        return loan_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "lend": self.env._("Lend"),
            "return": self.env._("Take Back"),
            "lose": self.env._("Lost"),
            "cancel": self.env._("Cancel"),
        }

    def action_lend(self):
        """The customer takes the unit: the goods go to the loan location."""
        self._check_step_role("lend")
        self._check_step_possible("lend")
        self._refuse(self._get_lend_problems())
        self._move_out()
        self._transition("lend")

    def action_return(self):
        """The unit is back in the store, in the condition that was written down."""
        self._check_step_role("return")
        self._check_step_possible("return")
        self._refuse(self._get_missing_fields("condition_back", "return"))
        self._move_back()
        self._transition("return")
        self._drop_chases()

    def action_lose(self):
        """The unit does not come back: it leaves the books as scrap does."""
        self._check_step_role("lose")
        self._check_step_possible("lose")
        self._refuse(self._get_missing_fields("loss_reason", "lose"))
        self._scrap()
        self._transition("lose")
        self._drop_chases()

    def action_cancel(self):
        self._transition("cancel")
