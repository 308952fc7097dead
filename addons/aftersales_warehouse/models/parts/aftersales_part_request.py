from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...tools import part_request_flow

# What colleagues were asked for; who asks writes it, before he asks.
FACTS = frozenset(
    {
        *("employee_id", "outlet_id", "order_id", "dispatch_id"),
        *("product_id", "quantity", "company_id"),
    }
)


class AftersalesPartRequest(models.Model):
    """A technician asks colleagues nearby for a part; who says yes hands it over.

    What was promised is reserved on a transfer of the host from van to van.
    """

    _name = "aftersales.part.request"
    _description = "Request for a Part"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Technicians name colleagues without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "product_id"]

    _flow_roles = part_request_flow.ROLES
    _flow_moments = part_request_flow.MOMENTS
    # The transfer that a hand-over completes is never one somebody names.
    _flow_stamps = frozenset(
        {*part_request_flow.MOMENTS.values(), "giver_id", "picking_id"}
    )

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("asked", "Asked"),
            ("accepted", "Promised"),
            ("handed_over", "Handed Over"),
            ("declined", "Nobody Has It"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Asked By",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env["hr.employee"]._get_own()[:1],
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        compute="_compute_outlet_id",
        store=True,
        precompute=True,
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('order_id', '=?', order_id)]",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain=[("is_storable", "=", True)],
        tracking=True,
    )
    quantity = fields.Float(
        default=1.0, required=True, digits="Product Unit", tracking=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit of Measure")
    needed_by = fields.Datetime()
    note = fields.Char()
    offer_ids = fields.One2many(
        "aftersales.part.offer", "request_id", string="Who Has It", copy=False
    )
    giver_id = fields.Many2one(
        "aftersales.part.offer", string="Promised By", readonly=True, copy=False
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    asked_at = fields.Datetime(string="Asked", readonly=True, copy=False)
    accepted_at = fields.Datetime(string="Promised", readonly=True, copy=False)
    handed_over_at = fields.Datetime(string="Handed Over", readonly=True, copy=False)
    is_mine = fields.Boolean(compute="_compute_is_mine")
    can_hand_over = fields.Boolean(compute="_compute_is_mine")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Quantity of a request for a part must be above zero."
    )

    @api.depends("employee_id", "order_id")
    def _compute_outlet_id(self):
        for request in self:
            outlets = request.employee_id.sudo().aftersales_outlet_ids
            request.outlet_id = outlets[:1] or request.order_id.outlet_id

    @api.depends("employee_id", "state", "giver_id")
    def _compute_is_mine(self):
        for request in self:
            request.is_mine = request._is_asker()
            request.can_hand_over = request.state == "accepted" and (
                request._is_asker() or request.giver_id._is_holder()
            )

    @api.depends("name", "product_id")
    def _compute_display_name(self):
        for request in self:
            # One that is not saved yet has neither number nor part.
            words = (request._origin.name, request.product_id.display_name)
            request.display_name = " · ".join(filter(None, words))

    def _is_asker(self) -> bool:
        self.ensure_one()
        return self.employee_id.sudo().user_id == self.env.user or self._is_office()

    @api.model
    def _is_office(self) -> bool:
        return any(
            self.env.user.has_group(f"aftersales_service.group_{role}")
            for role in ("dispatcher", "storekeeper")
        )

    def _get_flow(self):
        return part_request_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "ask": self.env._("Ask Colleagues"),
            "accept": self.env._("Promise"),
            "hand_over": self.env._("Hand Over"),
            "decline": self.env._("Nobody Has It"),
            "cancel": self.env._("Cancel"),
        }

    def write(self, vals):
        """Colleagues answer what they were asked, so that stays as it was asked."""
        if not (self.env.su or FACTS.isdisjoint(vals)):
            self._check_own()
            self._refuse(
                [
                    request.env._(
                        "%(request)s: colleagues were asked already. Cancel it and ask "
                        "anew.",
                        request=request.name,
                    )
                    for request in self
                    if request.state != "draft"
                ]
            )
        return super().write(vals)

    # -- who has it -------------------------------------------------------------------

    def action_find(self):
        """List vans and outlets that have the part, the nearest first."""
        self._check_own()
        for request in self:
            if request.state != "draft":
                raise UserError(request._get_step_problem("ask"))
            offers = self.env["aftersales.part.offer"]._prepare_offers(request)
            request.sudo().offer_ids = [
                Command.clear(),
                *(Command.create(vals) for vals in offers),
            ]

    def action_ask(self):
        """Ask everybody on the list; they are told at once."""
        self._check_own()
        self.filtered(lambda request: not request.offer_ids).action_find()
        self._refuse(
            [
                request.env._(
                    "%(request)s: nobody has %(part)s. Order it, or look for a "
                    "substitute.",
                    request=request.name,
                    part=request.product_id.display_name,
                )
                for request in self
                if not request.offer_ids
            ]
        )
        self._transition("ask")
        self.offer_ids._tell()

    def action_cancel(self):
        self._check_own()
        self._transition("cancel")
        self.sudo().picking_id.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        ).action_cancel()
        self._end_activities()

    def _check_own(self) -> None:
        """Only who asks, or the office, changes a request."""
        self._refuse(
            [
                self.env._(
                    "%(request)s was asked by %(technician)s: only he or the office "
                    "may change it.",
                    request=request.name,
                    technician=request.employee_id.sudo().name,
                )
                for request in self
                if not request._is_asker()
            ]
        )

    # -- telling ----------------------------------------------------------------------

    def _tell_asker(self, words: str) -> None:
        for request in self:
            partner = request.employee_id.sudo().user_id.partner_id
            request.message_post(
                body=words,
                partner_ids=partner.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _end_activities(self) -> None:
        self.sudo().activity_ids.unlink()

    def action_view_picking(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfer"),
            "res_model": "stock.picking",
            "view_mode": "form",
            "res_id": self.picking_id.id,
        }
