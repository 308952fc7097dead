from odoo import api, fields, models

from ...tools import phone


class AftersalesComplaint(models.Model):
    """Who complains, and about what."""

    _inherit = "aftersales.complaint"

    # -- who complains -----------------------------------------------------------------
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    is_anonymous = fields.Boolean(
        string="Anonymous",
        help="The complainant does not want to be named. He is looked after as far as "
        "he can be reached.",
    )
    contact_name = fields.Char(
        string="Complainant",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    contact_phone = fields.Char(
        string="Phone",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    contact_email = fields.Char(
        string="E-mail",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    phone_key = fields.Char(
        compute="_compute_phone_key",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Digits of the phone number, to find earlier complaints.",
    )

    # -- what it is about --------------------------------------------------------------
    category_id = fields.Many2one(
        "aftersales.complaint.category",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_category_id(),
        tracking=True,
    )
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('partner_id', '=?', partner_id)]",
        tracking=True,
    )
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_equipment_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        index="btree_not_null",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_outlet_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    respondent_employee_ids = fields.Many2many(
        "hr.employee",
        relation="aftersales_complaint_respondent_rel",
        column1="complaint_id",
        column2="employee_id",
        string="People Complained About",
        check_company=True,
        help="They do not read the complaint and never handle it.",
    )

    @api.model
    def _default_category_id(self):
        return self.env["aftersales.complaint.category"].search(
            [("company_id", "in", (self.env.company.id, False))], limit=1
        )

    @api.depends("order_id", "equipment_id")
    def _compute_company_id(self):
        for complaint in self:
            complaint.company_id = (
                complaint.order_id.company_id
                or complaint.equipment_id.company_id
                or complaint.company_id
                or self.env.company
            )

    @api.depends("order_id", "equipment_id", "is_anonymous")
    def _compute_partner_id(self):
        """Who is on the order is not named where the complainant wants it so."""
        for complaint in self:
            complaint.partner_id = complaint.partner_id or (
                not complaint.is_anonymous
                and (complaint.order_id.partner_id or complaint.equipment_id.partner_id)
            )

    @api.depends("partner_id")
    def _compute_contact(self):
        for complaint in self:
            partner = complaint.partner_id
            complaint.contact_name = complaint.contact_name or partner.name
            complaint.contact_phone = complaint.contact_phone or partner.phone
            complaint.contact_email = complaint.contact_email or partner.email

    @api.depends("contact_phone")
    def _compute_phone_key(self):
        for complaint in self:
            complaint.phone_key = phone.phone_key(complaint.contact_phone) or False

    @api.depends("order_id")
    def _compute_equipment_id(self):
        for complaint in self:
            complaint.equipment_id = (
                complaint.order_id.equipment_id or complaint.equipment_id
            )

    @api.depends("equipment_id", "order_id")
    def _compute_product_id(self):
        for complaint in self:
            complaint.product_id = (
                complaint.equipment_id.product_id
                or complaint.order_id.product_id
                or complaint.product_id
            )

    @api.depends("order_id")
    def _compute_outlet_id(self):
        for complaint in self:
            complaint.outlet_id = complaint.order_id.outlet_id or complaint.outlet_id
