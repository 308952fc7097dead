from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .aftersales_goods_rule import OPERATION_CODES

READER = "aftersales_service.group_reader"
# Context value of the addon's own steps. Compared by identity, so nothing that arrives
# over RPC can stand for it.
GOODS_STEP = object()
COMPANY_SWITCHES = {
    "receipt": "aftersales_check_receipts",
    "issue": "aftersales_sign_issues",
}


class StockPicking(models.Model):
    """Transfers of outlets' warehouses that are checked or signed for.

    Whether one is, the company's settings, its operation type and the rules for goods
    papers say. All other transfers go as the host lets them.
    """

    _name = "stock.picking"
    _inherit = ["stock.picking", "aftersales.signoff.mixin"]

    # What the addon's steps stamp, and nobody else.
    _goods_stamps: frozenset[str] = frozenset(
        {"aftersales_booked_at", "aftersales_difference_of_id"}
    )
    _signed_fields = frozenset(
        {
            "partner_id",
            "owner_id",
            "picking_type_id",
            "location_id",
            "location_dest_id",
            "note_number",
            "note_date",
            "note_pieces",
        }
    )

    signoff_ids = fields.One2many(groups=READER)
    is_signed_off = fields.Boolean(groups=READER)
    signoff_missing = fields.Char(groups=READER)

    aftersales_outlet_id = fields.Many2one(
        related="picking_type_id.warehouse_id.aftersales_outlet_id", string="Outlet"
    )
    goods_operation = fields.Selection(
        [("receipt", "Checked Receipt"), ("issue", "Signed Issue")],
        string="Goods Papers",
        compute="_compute_goods_operation",
        search="_search_goods_operation",
        compute_sudo=True,
        help="What the rules for goods papers ask of this transfer.",
    )
    note_number = fields.Char(
        string="Delivery Note", copy=False, help="Number of the supplier's note."
    )
    note_date = fields.Date(string="Date of the Note", copy=False)
    note_pieces = fields.Integer(
        string="Pieces on the Note", copy=False, help="Packages in all."
    )
    receipt_line_ids = fields.One2many(
        "aftersales.receipt.line", "picking_id", copy=False, groups=READER
    )

    @api.depends(
        "picking_type_id.aftersales_papers",
        "company_id.aftersales_check_receipts",
        "company_id.aftersales_sign_issues",
        "location_id",
        "location_dest_id",
        "return_id",
        "aftersales_claim_id",
        "aftersales_difference_of_id",
        "move_ids.aftersales_order_id",
    )
    def _compute_goods_operation(self):
        self.goods_operation = False
        for operation in OPERATION_CODES:
            domain = self._get_goods_domain(operation, self.company_id)
            self.filtered("aftersales_outlet_id").filtered_domain(
                domain
            ).goods_operation = operation

    def _search_goods_operation(self, operator, value):
        if operator != "in":
            return NotImplemented
        companies = self.env.companies
        domains = {
            operation: self._get_goods_domain(operation, companies)
            for operation in OPERATION_CODES
        }
        wanted = Domain.OR(domains[key] for key in value if key in domains)
        if False in value:
            wanted |= ~Domain.OR(domains.values())
        found = self.sudo()._search(wanted)
        return Domain("id", "in", found)

    @api.model
    def _get_goods_domain(self, operation: str, companies) -> Domain:
        """Transfers of outlets that need papers: the first rule that fits decides."""
        Rule = self.env["aftersales.goods.rule"].sudo()
        result = Domain.FALSE
        for company in companies.sudo():
            decided, needed = Domain.FALSE, Domain.FALSE
            for rule in Rule.browse(Rule._get_rule_ids(company.id)):
                fits = rule._get_transfer_domain(operation)
                if rule.is_required:
                    needed |= fits & ~decided
                decided |= fits
            switches = ["always"]
            if company[COMPANY_SWITCHES[operation]]:
                switches.append("policy")
            result |= (
                Domain("company_id", "=", company.id)
                & Domain("picking_type_id.aftersales_papers", "in", switches)
                & needed
            )
        return (
            result
            & Domain("aftersales_outlet_id", "!=", False)
            & Domain("aftersales_difference_of_id", "=", False)
        )

    # -- guarded ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_goods_stamps(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_goods_stamps(vals)
        return super().write(vals)

    def _check_goods_stamps(self, vals: dict) -> None:
        stamped = self._goods_stamps.intersection(vals)
        if stamped and not self._is_goods_step():
            raise AccessError(
                self.env._(
                    "%(fields)s: this is stamped by the steps of the transfer.",
                    fields=", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in sorted(stamped)
                    ),
                )
            )

    def _is_goods_step(self) -> bool:
        return self.env.context.get("_aftersales_goods_step") is GOODS_STEP

    def _in_goods_step(self):
        return self.with_context(_aftersales_goods_step=GOODS_STEP)

    def _check_goods_role(self, *roles: str) -> None:
        """The host lets many people touch transfers; these steps are for a few."""
        groups = [f"aftersales_service.group_{role}" for role in roles]
        if not self.env.su and not any(map(self.env.user.has_group, groups)):
            names = [self.env.ref(group).sudo().name for group in groups]
            raise AccessError(
                self.env._("This step is for: %(roles)s.", roles=", ".join(names))
            )

    # -- signatures ------------------------------------------------------------------

    def _get_signoff_roles(self):
        self.ensure_one()
        Role = self.env["aftersales.signoff.role"].sudo()
        operation = self.goods_operation
        pairs = Role._get_goods_role_ids(self.company_id.id) if operation else ()
        return Role.browse([key for key, kind in pairs if kind == operation])

    def _may_sign_as(self, role, user) -> bool:
        may = super()._may_sign_as(role, user)
        if may and role.is_outlet_only and user not in role.user_ids:
            return user in self.sudo().aftersales_outlet_id.access_user_ids
        return may

    def _prepare_signoff_row_vals(self, role) -> dict:
        vals = super()._prepare_signoff_row_vals(role)
        return {**vals, "outlet_id": self.sudo().aftersales_outlet_id.id}

    def _get_signed_content(self) -> dict:
        self.ensure_one()
        if self.picking_type_id.code == "incoming":
            return self._get_receipt_content()
        return self._get_issue_content()

    def _void_changed_signoffs(self) -> None:
        ours = self.sudo().filtered("aftersales_outlet_id").with_env(self.env)
        return super(StockPicking, ours)._void_changed_signoffs()

    def _refuse_goods(self, problems: list[str]) -> None:
        """All problems of a batch at once."""
        if problems:
            raise UserError("\n".join(problems))
