from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import phone


class AftersalesIntake(models.TransientModel):
    """Take a call: what the caller says first finds the customer and his units.

    The dispatcher types a phone number, a name or a serial number; customer, units,
    warranty and earlier orders are there before anything else is typed. A caller
    nobody knows is created from the same form.
    """

    _name = "aftersales.intake"
    _description = "Take a Call"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    query = fields.Char(
        string="Phone, Name or Serial", help="What the caller says first."
    )
    result_note = fields.Char(compute="_compute_candidates")
    candidate_partner_ids = fields.Many2many(
        "res.partner", compute="_compute_candidates", string="Customers Found"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_from_query",
        store=True,
        readonly=False,
        domain="[('id', 'in', candidate_partner_ids)] if candidate_partner_ids else []",
    )
    new_customer_name = fields.Char(
        string="New Customer",
        compute="_compute_from_query",
        store=True,
        readonly=False,
        help="Name of a caller who is not on file: created with the order.",
    )
    is_unknown = fields.Boolean(compute="_compute_candidates")
    contact_name = fields.Char(compute="_compute_contact", store=True, readonly=False)
    phone = fields.Char(compute="_compute_contact", store=True, readonly=False)
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        compute="_compute_equipment_id",
        store=True,
        readonly=False,
        domain="[('partner_id', '=?', partner_id)]",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        readonly=False,
    )
    serial = fields.Char(
        compute="_compute_product_id",
        store=True,
        readonly=False,
        help="As the caller reads it. With a product, an unknown unit is put on file.",
    )
    warranty_end_date = fields.Date(related="equipment_id.warranty_end_date")
    is_in_warranty = fields.Boolean(related="equipment_id.is_in_warranty")
    customer_equipment_ids = fields.Many2many(
        "aftersales.equipment", compute="_compute_customer", string="Customer's Units"
    )
    recent_order_ids = fields.Many2many(
        "aftersales.order",
        relation="aftersales_intake_recent_rel",
        compute="_compute_customer",
        string="Last Orders",
    )
    duplicate_ids = fields.Many2many(
        "aftersales.order",
        relation="aftersales_intake_duplicate_rel",
        compute="_compute_duplicate_ids",
        string="Likely Duplicates",
    )
    type_id = fields.Many2one(
        "aftersales.order.type",
        required=True,
        default=lambda self: self.env["aftersales.order"]._default_type_id(),
    )
    channel = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.order"]
            ._fields["channel"]
            ._description_selection(self.env)
        ),
        default="phone",
        required=True,
    )
    priority = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.order"]
            ._fields["priority"]
            ._description_selection(self.env)
        ),
        default="0",
        required=True,
    )
    symptom_id = fields.Many2one(
        "aftersales.fault.code", domain=[("kind", "=", "symptom")]
    )
    description = fields.Text()
    is_remote = fields.Boolean(string="Remote Help")

    # -- who calls ------------------------------------------------------------------

    def _find_callers(self):
        """Customers and units that fit what was typed: (partners, units)."""
        self.ensure_one()
        query = (self.query or "").strip()
        Partner, Unit = self.env["res.partner"], self.env["aftersales.equipment"]
        if len(query) < 2:
            return Partner, Unit
        company = Domain("company_id", "=", self.company_id.id)
        units = Unit.search(company & Domain("serial", "=", query), limit=10)
        if units:
            return units.partner_id, units
        key = phone.phone_key(query)
        if len(key) >= 5 and not any(map(str.isalpha, query)):
            partners = self._find_partners_by_phone(key)
        else:
            partners = Partner.search([("name", "ilike", query)], limit=20)
        return partners, Unit

    def _find_partners_by_phone(self, key: str):
        """Customers with that number on file, or whose earlier call came from it."""
        partners = self.env["res.partner"].search(
            [
                "|",
                ("phone_mobile_search", "in", [key, f"+86{key}"]),
                ("phone_sanitized", "in", [f"+{key}", f"+86{key.lstrip('0')}"]),
            ],
            limit=20,
        )
        callers = self.env["aftersales.order"].search(
            [("phone_key", "=", key), ("company_id", "=", self.company_id.id)], limit=20
        )
        return partners | callers.partner_id

    @api.depends("query", "company_id")
    def _compute_candidates(self):
        for intake in self:
            partners, _units = intake._find_callers()
            intake.candidate_partner_ids = partners
            typed = len((intake.query or "").strip()) >= 2
            intake.is_unknown = typed and not partners
            intake.result_note = (
                self.env._("Not on file: fill in New Customer.")
                if intake.is_unknown
                else self.env._(
                    "%(count)s customers found: choose one.", count=len(partners)
                )
                if len(partners) > 1
                else False
            )

    @api.depends("query", "company_id")
    def _compute_from_query(self):
        for intake in self:
            partners, _units = intake._find_callers()
            intake.partner_id = partners if len(partners) == 1 else False
            query = (intake.query or "").strip()
            is_name = query and not any(character.isdigit() for character in query)
            intake.new_customer_name = query if is_name and not partners else False

    @api.depends("partner_id", "query")
    def _compute_contact(self):
        for intake in self:
            query = (intake.query or "").strip()
            key = phone.phone_key(query)
            is_number = len(key) >= 7 and not any(map(str.isalpha, query))
            intake.contact_name = intake.partner_id.name
            intake.phone = query if is_number else intake.partner_id.phone

    @api.depends("query", "partner_id")
    def _compute_equipment_id(self):
        """The unit whose serial was typed, else the customer's only one."""
        for intake in self:
            partner = intake.partner_id
            if partner and intake.equipment_id.partner_id == partner:
                continue
            _partners, units = intake._find_callers()
            if partner and not units:
                units = units.search([("partner_id", "=", partner.id)], limit=2)
            intake.equipment_id = units if len(units) == 1 else False

    @api.depends("equipment_id", "query")
    def _compute_product_id(self):
        for intake in self:
            unit = intake.equipment_id
            query = (intake.query or "").strip()
            is_serial = any(map(str.isdigit, query)) and any(map(str.isalpha, query))
            intake.product_id = unit.product_id
            intake.serial = unit.serial if unit else query if is_serial else False

    @api.depends("partner_id")
    def _compute_customer(self):
        for intake in self:
            partner = intake.partner_id
            intake.customer_equipment_ids = (
                self.env["aftersales.equipment"].search(
                    [("partner_id", "=", partner.id)], limit=20
                )
                if partner
                else False
            )
            intake.recent_order_ids = (
                self.env["aftersales.order"].search(
                    [("partner_id", "=", partner.id)], limit=5
                )
                if partner
                else False
            )

    @api.depends("equipment_id", "phone", "symptom_id")
    def _compute_duplicate_ids(self):
        for intake in self:
            order = self.env["aftersales.order"].new(
                {
                    "company_id": intake.company_id.id,
                    "equipment_id": intake.equipment_id.id,
                    "phone": intake.phone,
                    "symptom_id": intake.symptom_id.id,
                    "partner_id": intake.partner_id.id,
                }
            )
            intake.duplicate_ids = order._find_duplicates()

    @api.onchange("equipment_id")
    def _onchange_equipment_id(self):
        """A unit picked from the list names its customer, if none is chosen yet."""
        if self.equipment_id and not self.partner_id:
            self.partner_id = self.equipment_id.partner_id
