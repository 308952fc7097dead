from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import goods_issue
from ..receipt.stock_picking import READER

# To whom and from where goods went.
ADDRESS = frozenset({"partner_id", "owner_id", "location_id", "location_dest_id"})


class StockPicking(models.Model):
    """Issues: only against a delivery note that those who must have signed (R209).

    What is signed are the goods asked for, to whom and from where. When they leave,
    the note is kept as it was signed, so that it stays what the signatures say.
    """

    _inherit = "stock.picking"

    _goods_stamps = frozenset(
        {
            *("aftersales_booked_at", "aftersales_difference_of_id"),
            *("issue_content", "issued_by_id"),
            *("phoned_by_id", "phoned_at", "phone_reason"),
            *("refused_by_id", "refused_at", "refused_reason"),
        }
    )

    issue_content = fields.Json(
        string="Delivery Note as Signed", readonly=True, copy=False, groups=READER
    )
    issued_by_id = fields.Many2one(
        "res.users", string="Handed Out By", readonly=True, copy=False
    )
    taker_name = fields.Char(string="Taken By", copy=False)
    taker_kind = fields.Selection(
        [("deliverer", "Deliverer"), ("receiver", "Receiver")],
        string="Who Is",
        default="receiver",
        copy=False,
    )
    taker_signature = fields.Binary(
        string="Signature of Who Takes It", attachment=True, copy=False
    )
    issue_state = fields.Selection(
        [
            ("to_sign", "To Sign"),
            ("released", "Released by Phone"),
            ("refused", "Refused"),
            ("signed", "Signed"),
            ("issued", "Goods Issued"),
            ("owed", "Issued, Signatures Owed"),
        ],
        string="Issue",
        compute="_compute_issue_state",
        compute_sudo=True,
    )
    can_sign = fields.Boolean(
        compute="_compute_can_sign", search="_search_can_sign", groups=READER
    )
    has_late_signature = fields.Boolean(
        string="Signature Late",
        compute="_compute_has_late_signature",
        search="_search_has_late_signature",
        compute_sudo=True,
    )

    @api.depends("goods_operation", "state", "signoff_ids.state", "refused_at")
    def _compute_issue_state(self):
        for picking in self:
            if picking.goods_operation != "issue" or picking.state == "cancel":
                picking.issue_state = False
                continue
            picking.issue_state = goods_issue.issue_state(
                is_done=picking.state == "done",
                is_signed=picking.is_signed_off,
                is_released=picking._is_released(),
                is_refused=bool(picking.refused_at),
            )

    @api.depends("signoff_ids.state", "goods_operation")
    @api.depends_context("uid")
    def _compute_can_sign(self):
        user = self.env.user
        for picking in self:
            picking.can_sign = picking.state not in ("draft", "cancel") and any(
                picking._may_sign_as(role, user)
                and not picking._get_signing_problem(role)
                for role in picking._get_missing_roles()
            )

    def _search_can_sign(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        waiting = self.search(
            [
                ("goods_operation", "in", ("issue", "receipt")),
                "|",
                ("state", "in", ("waiting", "confirmed", "assigned")),
                ("signoff_ids.state", "=", "owed"),
            ]
        )
        return [("id", "in", waiting.filtered("can_sign").ids)]

    @api.depends("signoff_ids.is_overdue")
    def _compute_has_late_signature(self):
        for picking in self:
            picking.has_late_signature = any(picking.signoff_ids.mapped("is_overdue"))

    def _search_has_late_signature(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("signoff_ids", "any", [("is_overdue", "=", True)])]

    # -- what is signed --------------------------------------------------------------

    def _get_issue_content(self) -> dict:
        """The note as it left, or as it stands now."""
        if self.issue_content:
            return self.issue_content
        moves = self.move_ids.filtered(lambda move: move.state != "cancel")
        return {
            "to": [self.partner_id.id, self.partner_id.display_name or ""],
            "from": self.location_id.complete_name,
            "into": self.location_dest_id.complete_name,
            "owner": self.owner_id.id,
            "lines": [
                [
                    move.product_id.id,
                    move.product_id.display_name,
                    move.product_uom.name,
                    move.product_uom_qty,
                    # The same in the unit of the product, to compare what leaves.
                    move.product_qty,
                ]
                for move in moves.sorted("id")
            ],
        }

    def _fix_issue_content(self) -> None:
        """From now on the note says what was signed, and who handed it out."""
        for picking in self.sudo().filtered(lambda one: not one.issue_content):
            picking._in_goods_step().write(
                {
                    "issue_content": picking._get_issue_content(),
                    "issued_by_id": self.env.uid,
                }
            )

    def write(self, vals):
        if ADDRESS.intersection(vals):
            self._refuse_issued()
        return super().write(vals)

    def _refuse_issued(self) -> None:
        """What has left by a signed note stays as the note says."""
        left = self.sudo().filtered(
            lambda picking: picking.state == "done" and picking.issue_content
        )
        if left:
            raise UserError(
                self.env._(
                    "%(transfers)s: these goods have left by a signed delivery note. "
                    "Make a return, or another transfer.",
                    transfers=", ".join(left.mapped("name")),
                )
            )

    # -- the gate --------------------------------------------------------------------

    def button_validate(self):
        """Say it before the host asks about backorders."""
        issues = self.filtered(
            lambda picking: (
                picking.state not in ("draft", "done", "cancel")
                and picking.goods_operation == "issue"
            )
        )
        self._refuse_goods([text for one in issues if (text := one._get_refusal())])
        return super().button_validate()

    def _get_refusal(self) -> str | None:
        """Why this issue may not leave, whatever is in it."""
        self.ensure_one()
        picking = self.sudo()
        return picking._get_signature_problem() or picking._get_taker_problem()

    def _get_issue_problems(self, moves) -> list[str]:
        problems = super()._get_issue_problems(moves)
        for picking in self.sudo():
            problem = picking._get_refusal()
            problems += [problem] if problem else picking._get_excess_problems(moves)
        return problems + self.sudo()._get_quality_problems()

    def _get_quality_problems(self) -> list[str]:
        """Nonconforming goods are not released to customers by concession (R449)."""
        lines = self.filtered(
            lambda picking: picking.location_dest_id.usage == "customer"
        ).move_line_ids
        places = lines.location_id._get_layer_places()
        bad = lines.filtered(
            lambda line: (
                (place := places[line.location_id]) and place.quality != "qualified"
            )
        )
        return [
            self.env._(
                "%(transfer)s: %(goods)s in %(place)s is nonconforming and does not "
                "go to a customer. Settle its quality feedback first.",
                transfer=line.picking_id.name,
                goods=line.product_id.display_name,
                place=line.location_id.display_name,
            )
            for line in bad
        ]

    def _get_signature_problem(self) -> str | None:
        if self._is_released() or self.issue_content:
            return None
        return self.env._(
            "%(transfer)s may not leave: %(missing)s have not signed its delivery "
            "note. Ask them to sign, refuse the issue, or release it if one of them "
            "phones.",
            transfer=self.name,
            missing=self.signoff_missing,
        )

    def _get_taker_problem(self) -> str | None:
        is_asked = self.company_id.aftersales_taker_signs
        if not is_asked or (self.taker_name and self.taker_signature):
            return None
        return self.env._(
            "%(transfer)s: whoever takes the goods signs for them. Fill in Taken By "
            "and his signature.",
            transfer=self.name,
        )

    def _get_excess_problems(self, moves) -> list[str]:
        """More than was signed for does not leave."""
        mine = (moves & self.move_ids).filtered("picked") | self.move_ids.filtered(
            lambda move: move.state == "done"
        )
        excess = goods_issue.excess(
            [(line[0], line[4]) for line in self._get_issue_content()["lines"]],
            [
                (
                    move.product_id.id,
                    move.product_uom._compute_quantity(
                        move.quantity,
                        move.product_id.uom_id,
                        rounding_method="HALF-UP",
                    ),
                )
                for move in mine
            ],
        )
        products = self.env["product.product"].browse(excess)
        return [
            self.env._(
                "%(transfer)s: %(quantity)s of %(goods)s more than the signed note "
                "says. Change the demand and have it signed anew.",
                transfer=self.name,
                quantity=excess[product.id],
                goods=product.display_name,
            )
            for product in products
        ]
