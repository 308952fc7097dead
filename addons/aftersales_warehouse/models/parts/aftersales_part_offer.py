from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.aftersales_service.tools.geo import distance_km

from ...tools import part_supply

ACTIVITY = "aftersales_warehouse.activity_type_part_request"


class AftersalesPartOffer(models.Model):
    """One van or outlet that has a part a colleague asks for, and what it says."""

    _name = "aftersales.part.offer"
    _description = "Offer of a Part"
    # Colleagues are named without rights on personnel files.
    _inherit = ["hr.mixin"]
    _order = "request_id desc, sequence, id"
    _check_company_auto = True

    request_id = fields.Many2one(
        "aftersales.part.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    sequence = fields.Integer(readonly=True)
    employee_id = fields.Many2one(
        "hr.employee",
        string="Colleague",
        readonly=True,
        check_company=True,
        index="btree_not_null",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet", readonly=True, check_company=True, index="btree_not_null"
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Place",
        required=True,
        readonly=True,
        check_company=True,
        ondelete="restrict",
    )
    quantity = fields.Float(
        string="Has",
        readonly=True,
        digits="Product Unit",
        help="When it was asked for.",
    )
    km = fields.Float(string="Distance (km)", readonly=True, digits=(8, 1))
    has_km = fields.Boolean(string="Distance Known", readonly=True)
    answer = fields.Selection(
        [("open", "No Answer"), ("yes", "Promised"), ("no", "Cannot Give It")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
    )
    can_answer = fields.Boolean(compute="_compute_can_answer")
    request_state = fields.Selection(related="request_id.state")
    product_id = fields.Many2one(related="request_id.product_id")
    asker_id = fields.Many2one(related="request_id.employee_id")
    wanted = fields.Float(related="request_id.quantity")

    @api.depends("employee_id", "outlet_id")
    def _compute_display_name(self):
        for offer in self:
            offer.display_name = (
                offer.employee_id.sudo().name or offer.outlet_id.display_name or ""
            )

    @api.depends("answer", "request_id.state")
    def _compute_can_answer(self):
        for offer in self:
            offer.can_answer = (
                offer.answer == "open"
                and offer.request_id.state == "asked"
                and offer._is_holder()
            )

    def _is_holder(self) -> bool:
        """Is the part in the user's van, in his outlet's stock, or is he the office?"""
        if not self:
            return False
        user = self.env.user
        return (
            user == self.employee_id.sudo().user_id
            or (not self.employee_id and user in self.outlet_id.sudo().access_user_ids)
            or self.request_id._is_office()
        )

    # -- who has it -------------------------------------------------------------------

    @api.model
    def _prepare_offers(self, request) -> list[dict]:
        """Vans and outlets with the part, nearest first: a few queries."""
        people = (
            self.env["hr.employee"]
            .sudo()  # that a colleague has a part is no secret; his cost is
            .search(
                [
                    ("aftersales_van_location_id", "!=", False),
                    ("company_id", "=", request.company_id.id),
                    ("id", "!=", request.employee_id.id),
                ]
            )
        )
        outlets = (
            self.env["aftersales.outlet"]
            .sudo()
            .search(
                [
                    ("warehouse_id", "!=", False),
                    ("state", "=", "active"),
                    ("company_id", "=", request.company_id.id),
                ]
            )
        )
        stores = people.aftersales_van_location_id | outlets.warehouse_id.lot_stock_id
        stores -= request._get_destination()
        free = stores._get_free_parts(request.product_id)
        here = request.employee_id.sudo()._get_place()
        rows = [
            (person, self.env["aftersales.outlet"], person.aftersales_van_location_id)
            for person in people
        ] + [
            (self.env["hr.employee"], outlet, outlet.warehouse_id.lot_stock_id)
            for outlet in outlets
        ]
        holders = []
        for index, (person, outlet, store) in enumerate(rows):
            place = (
                person._get_place()
                if person
                else self.env["aftersales.order"]._get_point(outlet.partner_id)
            )
            holders.append(
                part_supply.Holder(
                    index,
                    free.get((request.product_id.id, store.id), 0.0),
                    distance_km(here, place),
                )
            )
        vals_list = []
        for holder in part_supply.nearest(holders, request.quantity):
            person, outlet, store = rows[holder.key]
            vals_list.append(
                {
                    "sequence": len(vals_list),
                    "employee_id": person.id,
                    "outlet_id": outlet.id,
                    "location_id": store.id,
                    "quantity": holder.quantity,
                    "km": holder.km or 0.0,
                    "has_km": holder.km is not None,
                }
            )
        return vals_list

    # -- answers ----------------------------------------------------------------------

    def action_accept(self):
        """Promise the part; the first one who does gives it."""
        self.ensure_one()
        self._check_may_answer()
        free = self.location_id._get_free_parts(self.product_id)
        has = free.get((self.product_id.id, self.location_id.id), 0.0)
        if has + part_supply.NOTHING < self.wanted:
            raise UserError(
                self.env._(
                    "%(holder)s has only %(has)s of %(part)s left, %(wanted)s are "
                    "asked for. Answer “Cannot Give It”.",
                    holder=self.display_name,
                    has=has,
                    part=self.product_id.display_name,
                    wanted=self.wanted,
                )
            )
        # Two colleagues at once: the second one waits here, and then is too late.
        self.request_id.sudo().lock_for_update()
        self.request_id._promise(self)
        self.sudo().answer = "yes"

    def action_decline(self):
        """Say no; when everybody has, the asker is told."""
        self._check_may_answer()
        self.sudo().answer = "no"
        for request in self.request_id.sudo():
            if all(offer.answer == "no" for offer in request.offer_ids):
                request._transition("decline")
                request._end_activities()
                request._tell_asker(
                    self.env._(
                        "Nobody can give %(part)s. Order it, or look for a substitute.",
                        part=request.product_id.display_name,
                    )
                )

    def _check_may_answer(self) -> None:
        self.request_id._refuse(
            [
                self.env._(
                    "%(request)s: you cannot answer for %(holder)s, or it is answered "
                    "already.",
                    request=offer.request_id.name,
                    holder=offer.display_name,
                )
                for offer in self
                if not offer.can_answer
            ]
        )

    def _tell(self) -> None:
        """An activity for everybody who has the part, in his own language."""
        model_id = self.env["ir.model"]._get_id("aftersales.part.request")
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for offer in self.sudo():
            user = offer.employee_id.user_id or offer.outlet_id.manager_id
            if not user:
                continue
            words = offer.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": offer.request_id.id,
                    "user_id": user.id,
                    "summary": words.env._(
                        "%(technician)s asks for %(quantity)s of %(part)s",
                        technician=words.asker_id.name,
                        quantity=words.wanted,
                        part=words.product_id.display_name,
                    ),
                    "date_deadline": fields.Date.context_today(words),
                }
            )
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)
