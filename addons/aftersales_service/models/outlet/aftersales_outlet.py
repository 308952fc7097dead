from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import outlet_flow, territory


class AftersalesOutlet(models.Model):
    """A place that serves customers: own branch, office, authorised or outsourced."""

    _name = "aftersales.outlet"
    _description = "Service Outlet"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        # Managers name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "sequence, name, id"
    _check_company_auto = True
    _parent_store = True

    _flow_roles = outlet_flow.ROLES

    name = fields.Char(required=True, index="trigram", tracking=True)
    code = fields.Char(copy=False, help="Short code used in numbers and reports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("candidate", "Candidate"),
            ("approved", "Approved"),
            ("active", "Active"),
            ("suspended", "Suspended"),
            ("closed", "Closed Down"),
        ],
        default="candidate",
        required=True,
        copy=False,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("own", "Own Branch"),
            ("office", "Office"),
            ("authorised", "Authorised"),
            ("outsourced", "Outsourced"),
        ],
        default="own",
        required=True,
        tracking=True,
    )
    grade = fields.Selection(
        [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D")],
        help="Level given at the last assessment.",
        tracking=True,
        index=True,
    )
    grade_date = fields.Date(
        string="Graded", readonly=True, copy=False, help="Since when the grade holds."
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Address",
        check_company=True,
        index="btree_not_null",
        help="Address of the outlet; of an outsourced one, the vendor.",
    )
    phone = fields.Char(related="partner_id.phone")
    city = fields.Char(related="partner_id.city")
    address_state_id = fields.Many2one(
        "res.country.state",
        string="Province",
        related="partner_id.state_id",
        store=True,
    )
    parent_id = fields.Many2one(
        "aftersales.outlet",
        string="Parent Outlet",
        check_company=True,
        index=True,
        ondelete="restrict",
        domain="[('id', '!=', id), ('company_id', '=', company_id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("aftersales.outlet", "parent_id", "Sub-Outlets")
    calendar_id = fields.Many2one(
        "resource.calendar", string="Opening Hours", check_company=True
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        help="Takes the revenue and the warranty cost of this outlet's orders.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Own Tariff",
        check_company=True,
        help="Instead of the company's service tariff.",
    )
    manager_id = fields.Many2one("res.users", tracking=True, check_company=True)
    user_ids = fields.Many2many(
        "res.users",
        relation="aftersales_outlet_user_rel",
        column1="outlet_id",
        column2="user_id",
        string="Staff With Access",
        help="Users who may see and work on this outlet's orders, besides its manager.",
    )
    access_user_ids = fields.Many2many(
        "res.users",
        relation="aftersales_outlet_access_rel",
        column1="outlet_id",
        column2="user_id",
        string="Access",
        compute="_compute_access_user_ids",
        store=True,
        recursive=True,
        compute_sudo=True,
        help="Manager and staff of this outlet and of the outlets above it.",
    )
    technician_ids = fields.Many2many(
        "hr.employee",
        relation="aftersales_outlet_technician_rel",
        column1="outlet_id",
        column2="employee_id",
        check_company=True,
    )
    is_published = fields.Boolean(
        string="Published", help="Shown to customers in the list of outlets."
    )
    state_ids = fields.Many2many("res.country.state", string="Provinces Served")
    cities = fields.Char(
        string="Cities Served", help="Names of cities, separated by commas."
    )
    zip_prefixes = fields.Char(help="Beginnings of zip codes, separated by commas.")
    order_type_ids = fields.Many2many(
        "aftersales.order.type",
        string="Order Types Served",
        help="Empty: all of them.",
    )
    open_order_count = fields.Integer(
        string="Open Orders",
        compute="_compute_open_order_count",
        groups="aftersales_service.group_reader",
    )

    _code_uniq = models.UniqueIndex(
        "(code, company_id) WHERE code IS NOT NULL",
        "Another outlet of this company has this code already.",
    )

    @api.model
    def _get_kinds(self) -> list[tuple[str, str]]:
        return self._fields["kind"]._description_selection(self.env)

    @api.model
    def _get_grades(self) -> list[tuple[str, str]]:
        return self._fields["grade"]._description_selection(self.env)

    @api.depends("manager_id", "user_ids", "parent_id.access_user_ids")
    def _compute_access_user_ids(self):
        for outlet in self:
            outlet.access_user_ids = (
                outlet.manager_id | outlet.user_ids | outlet.parent_id.access_user_ids
            )

    def _compute_open_order_count(self):
        counts = dict(
            self.env["aftersales.order"]._read_group(
                [("outlet_id", "in", self.ids), ("is_open", "=", True)],
                ["outlet_id"],
                ["__count"],
            )
        )
        for outlet in self:
            outlet.open_order_count = counts.get(outlet, 0)

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("Parent Outlet: an outlet cannot be above itself.")
            )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for outlet in self:
            outlet.display_name = (
                f"[{outlet.code}] {outlet.name}" if outlet.code else outlet.name
            )

    def _get_flow(self):
        return outlet_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "submit": self.env._("Submit Application"),
            "decline": self.env._("Send Back"),
            "approve": self.env._("Approve"),
            "activate": self.env._("Activate"),
            "suspend": self.env._("Suspend"),
            "close": self.env._("Close Down"),
            "reapply": self.env._("Back to Candidate"),
        }

    def action_suspend(self):
        self._transition("suspend")

    def action_close(self):
        self._refuse(self._get_close_problems())
        self._transition("close")

    def _get_close_problems(self) -> list[str]:
        """What still lies with these outlets, in words; none: they may close."""
        return [
            self.env._(
                "%(outlet)s: %(count)s orders are open. Finish them, or hand them over "
                "to another outlet by “Hand Over Its Work”.",
                outlet=outlet.display_name,
                count=outlet.open_order_count,
            )
            for outlet in self
            if outlet.open_order_count
        ]

    def action_view_orders(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_action"
        )
        action["domain"] = [("outlet_id", "=", self.id)]
        action["context"] = {"default_outlet_id": self.id, "search_default_open": 1}
        return action

    @api.model
    def _get_territories(self, company_ids) -> dict[int, list[territory.Territory]]:
        """Territories of the outlets by company, in one query.

        A suspended outlet keeps its territory, so that those above it stand in; others
        that take no orders are but links of the chain.
        """
        outlets = self.sudo().search([("company_id", "in", company_ids)])
        result: dict[int, list[territory.Territory]] = {}
        for outlet in outlets:
            result.setdefault(outlet.company_id.id, []).append(
                territory.Territory(
                    outlet=outlet.id,
                    zips=territory.split_list(outlet.zip_prefixes),
                    cities=territory.split_list(outlet.cities),
                    states=frozenset(outlet.state_ids.ids),
                    types=frozenset(outlet.order_type_ids.ids),
                    parent=outlet.parent_id.id or None,
                    is_active=outlet.state == "active",
                    is_listed=outlet.state in ("active", "suspended"),
                )
            )
        return result
