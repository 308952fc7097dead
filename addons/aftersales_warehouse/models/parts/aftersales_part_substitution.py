from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import substitution_flow

# What the customer is asked about never changes; what he said, until he agreed.
OBJECT = {"move_id", "product_id", "quantity", "substitute_rule_id", "substitute_id"}
CONSENT = {"consent_by", "consent_at", "consent_channel"}


class AftersalesPartSubstitution(models.Model):
    """A substitute for a part line of a repair: who agreed to it, when, how.

    The line is swapped by the host: the new one is added, the old one cancelled.
    """

    _name = "aftersales.part.substitution"
    _description = "Use of a Substitute Part"
    _inherit = [
        "aftersales.thread.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _flow_roles = substitution_flow.ROLES
    _flow_moments = substitution_flow.MOMENTS

    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("agreed", "Customer Agreed"),
            ("used", "Used"),
            ("refused", "Refused"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    move_id = fields.Many2one(
        "stock.move",
        string="Part Line",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    order_id = fields.Many2one(
        related="move_id.aftersales_order_id",
        string="Service Order",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    outlet_id = fields.Many2one(
        related="order_id.outlet_id", store=True, index="btree_not_null"
    )
    product_id = fields.Many2one(
        "product.product", string="Part", required=True, readonly=True
    )
    quantity = fields.Float(readonly=True, digits="Product Unit")
    substitute_rule_id = fields.Many2one(
        "aftersales.part.substitute",
        string="According To",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    substitute_id = fields.Many2one("product.product", required=True, readonly=True)
    is_equivalent = fields.Boolean(related="substitute_rule_id.is_equivalent")
    difference = fields.Char(related="substitute_rule_id.note")
    available = fields.Float(readonly=True, digits="Product Unit")
    consent_by = fields.Char(string="Agreed By", copy=False, tracking=True)
    consent_at = fields.Datetime(string="Agreed At", copy=False, tracking=True)
    consent_channel = fields.Selection(
        [
            ("on_site", "In Person"),
            ("phone", "By Phone"),
            ("message", "By Message"),
            ("portal", "In the Portal"),
            ("paper", "On Paper"),
        ],
        string="Agreed How",
        copy=False,
        tracking=True,
    )
    consent_user_id = fields.Many2one(
        "res.users", string="Asked By", readonly=True, copy=False
    )
    consent_note = fields.Char(copy=False)
    new_move_id = fields.Many2one(
        "stock.move", string="New Part Line", readonly=True, copy=False
    )
    used_at = fields.Datetime(string="Used", readonly=True, copy=False)
    refused_at = fields.Datetime(string="Refused", readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(move_id, substitute_id) WHERE state IN ('proposed', 'agreed')",
        "This substitute is proposed for the part line already.",
    )

    def _get_flow(self):
        return substitution_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "agree": self.env._("Customer Agrees"),
            "refuse": self.env._("Refused"),
            "use": self.env._("Use Substitute"),
            "use_equivalent": self.env._("Use Substitute"),
        }

    @api.model
    def _propose(self, orders):
        """Substitutes of what these orders cannot get, where some lie free."""
        found = self.browse()
        for order in orders:
            moves = order.part_move_ids
            short = order._get_short_parts(moves.product_id)
            missing = moves.filtered(lambda move, short=short: move.id in short)
            found |= self._propose_for(order, missing)
        return found

    @api.model
    def _propose_for(self, order, missing):
        rows = self.env["aftersales.part.substitute"]._find(
            missing.product_id, order.company_id, fields.Date.context_today(self)
        )
        options = [
            (move, row, product)
            for move in missing
            for row, product in rows.get(move.product_id, ())
        ]
        stores = self.env["stock.location"].union(
            *order.sudo()._get_line_stores(missing.sudo()).values()
        )
        products = missing.product_id.union(*(product for _m, _r, product in options))
        free: dict = {}
        for (product_id, _store), quantity in stores._get_free_parts(products).items():
            free[product_id] = free.get(product_id, 0.0) + quantity
        known = self.search([("move_id", "in", missing.ids), ("state", "!=", "used")])
        told = {(one.move_id, one.substitute_id) for one in known}
        return known | self.create(
            [
                {
                    "company_id": order.company_id.id,
                    "move_id": move.id,
                    "product_id": move.product_id.id,
                    "quantity": move.product_uom_qty,
                    "substitute_rule_id": row.id,
                    "substitute_id": product.id,
                    "available": free[product.id],
                }
                for move, row, product in options
                if free.get(product.id, 0.0) >= move.product_qty
                and (move, product) not in told
            ]
        )

    # -- steps -------------------------------------------------------------------------

    def action_agree(self):
        """The customer agrees: by whom and how is written down."""
        self._refuse(
            [
                self.env._(
                    "%(substitution)s: fill in %(field)s before “Customer Agrees”.",
                    substitution=one.name,
                    field=one._fields[name]._description_string(self.env),
                )
                for one in self
                for name in ("consent_by", "consent_channel")
                if not one[name]
            ]
        )
        for one in self:
            one._transition(
                "agree",
                consent_at=one.consent_at or fields.Datetime.now(),
                consent_user_id=self.env.uid,
            )

    def action_refuse(self):
        self._transition("refuse")

    def action_use(self):
        """Swap the part line; without the customer's word only equal parts."""
        for one in self:
            step = (
                "use_equivalent"
                if one.is_equivalent and one.state == "proposed"
                else "use"
            )
            one._check_step_role(step)
            one._check_step_possible(step)
            one._swap()
            one._transition(step)

    def write(self, vals):
        """What the customer agreed to is written before he agrees, and then stays."""
        if not (CONSENT | OBJECT).isdisjoint(vals) and not self._is_in_step():
            self._refuse(
                [
                    self.env._(
                        "%(substitution)s: the customer's word is on record and stays.",
                        substitution=one.name,
                    )
                    for one in self
                    if one.state != "proposed" or not OBJECT.isdisjoint(vals)
                ]
            )
        return super().write(vals)

    def _swap(self) -> None:
        self.ensure_one()
        move = self.move_id
        if move.state in ("done", "cancel"):
            raise UserError(
                self.env._(
                    "%(substitution)s: the part line is used or cancelled. Add the "
                    "substitute as a part of its own.",
                    substitution=self.name,
                )
            )
        self.new_move_id = self.env["stock.move"].create(self._prepare_move_vals())
        move._action_cancel()

    def _prepare_move_vals(self) -> dict:
        move = self.move_id
        return {
            "repair_id": move.repair_id.id,
            "repair_line_type": "add",
            "product_id": self.substitute_id.id,
            "product_uom_qty": move.product_uom_qty,
            "product_uom": self.substitute_id.uom_id.id,
            "company_id": move.company_id.id,
        }
