from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import registration_flow


class AftersalesRegistration(models.Model):
    """Product registration: a customer says a unit is his and proves it; a clerk
    looks at the proof and at what is odd about it."""

    _name = "aftersales.registration"
    _description = "Product Registration"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.form.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "serial", "invoice_number", "contact_name"]

    _flow_roles = dict.fromkeys(registration_flow.FLOW.steps, registration_flow.CLERKS)
    _flow_moments = registration_flow.MOMENTS

    state = fields.Selection(
        [("new", "New"), ("approved", "Approved"), ("refused", "Refused")],
        default="new",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    channel = fields.Selection(
        [("qr", "QR Code"), ("portal", "Portal"), ("desk", "Desk")],
        default="desk",
        required=True,
        readonly=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Outlet whose manager checks it. Empty: any clerk.",
    )

    # -- who ----------------------------------------------------------------------
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Empty: approval creates a contact from what was typed.",
    )
    contact_name = fields.Char()
    phone = fields.Char()
    email = fields.Char(string="E-Mail")
    address = fields.Char()
    lang = fields.Char(
        string="Language", readonly=True, help="Language of the form that was sent."
    )

    consented_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the customer agreed that we keep his data.",
    )

    # -- what ---------------------------------------------------------------------
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('product_id', '=?', product_id)]",
        help="Empty: approval puts a unit of the product on file.",
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    product_name = fields.Char(string="Product as Typed")
    serial = fields.Char(string="Serial Number", index="btree_not_null")

    # -- proof --------------------------------------------------------------------
    seller = fields.Char()
    invoice_number = fields.Char(index="btree_not_null")
    purchase_date = fields.Date(string="Bought On")
    currency_id = fields.Many2one(related="company_id.currency_id")
    price = fields.Monetary(string="Price Paid")
    proof_ids = fields.Many2many(
        "ir.attachment",
        string="Proof of Purchase",
        compute="_compute_proof_ids",
        help="Files of this document: attach more below.",
    )

    # -- decision -----------------------------------------------------------------
    refusal_reason = fields.Text(
        string="Reason for Refusal", copy=False, help="The customer reads it."
    )
    decision_note = fields.Text(
        string="Why Approved All the Same",
        copy=False,
        tracking=True,
        help="Needed where something looks odd. Not shown to the customer.",
    )
    decided_at = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _invoice_idx = models.Index(
        "(company_id, invoice_number) WHERE invoice_number IS NOT NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        # The caller's own values stay as they are: he may use them again.
        vals_list = [dict(vals) for vals in vals_list]
        # A serial number that one unit of the company bears names the unit.
        self.env["aftersales.order"].sudo()._attach_units(vals_list)
        return super().create(vals_list)

    @api.depends("equipment_id")
    def _compute_product_id(self):
        for registration in self:
            registration.product_id = (
                registration.equipment_id.product_id or registration.product_id
            )

    @api.onchange("equipment_id")
    def _onchange_equipment_id(self):
        if self.equipment_id:
            self.serial = self.equipment_id.serial

    def _compute_proof_ids(self):
        """Whatever was attached, by the customer or at the desk, in one query."""
        attachments = self.env["ir.attachment"].search_fetch(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("res_field", "=", False),
            ],
            # And what the host looks at to see who may open a file.
            ["res_id", "res_model", "create_uid", "public", "res_field"],
        )
        by_id = attachments.grouped("res_id")
        for registration in self:
            registration.proof_ids = by_id.get(registration.id, attachments.browse())

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]

    # -- steps --------------------------------------------------------------------

    def _get_flow(self):
        return registration_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "approve": self.env._("Approve"),
            "refuse": self.env._("Refuse"),
            "reopen": self.env._("Look Again"),
        }

    def action_approve(self):
        """Make each unit the customer's, with date, price and proof of purchase."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._check_approvable()
        self._find_customers()
        self._find_units()
        self._hand_over()
        self._transition("approve", decided_by_id=self.env.uid)
        self._send_answer("aftersales_service.mail_template_registration_approved")

    def action_refuse(self):
        self._check_step_role("refuse")
        self._check_step_possible("refuse")
        silent = self.filtered(lambda r: not (r.refusal_reason or "").strip())
        if silent:
            raise UserError(
                self.env._(
                    "Fill in “Reason for Refusal” first, the customer reads it: "
                    "%(registrations)s.",
                    registrations=", ".join(silent.mapped("name")),
                )
            )
        self._transition("refuse", decided_by_id=self.env.uid)
        self._send_answer("aftersales_service.mail_template_registration_refused")

    def action_reopen(self):
        self._transition("reopen", decided_at=False, decided_by_id=False)

    def _send_answer(self, template: str) -> None:
        """Write to those who left an address; the others are called."""
        reachable = self.filtered(lambda r: r.email or r.partner_id.email)
        if reachable:
            # Texts of the company, whoever may edit templates.
            self.env.ref(template).sudo().send_mail_batch(reachable.ids)
