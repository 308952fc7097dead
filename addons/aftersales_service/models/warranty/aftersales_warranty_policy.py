from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import warranty_policy


class AftersalesWarrantyPolicy(models.Model):
    """A promise or a law: what is free until when, what the customer may demand.

    In force it does not change: units keep the version they were sold with. What its
    source leaves open stays empty (standard.md G.1).
    """

    _name = "aftersales.warranty.policy"
    _description = "Warranty Policy"
    _inherit = ["mail.thread", "aftersales.cached.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies."
    )
    kind = fields.Selection(
        [
            ("law", "Law"),
            ("overlay", "Provincial Rule on Top of the Law"),
            ("promise", "Promise of the Company"),
            ("contract", "Contract or Extended Warranty"),
        ],
        default="promise",
        required=True,
        tracking=True,
        help="All layers that apply are looked at; the most favourable one counts.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force"), ("retired", "Retired")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "aftersales.warranty.policy",
        string="Previous Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    # -- where it comes from ----------------------------------------------------------
    legal_source = fields.Char(
        string="Source", help="Law and article, handbook and rule, contract clause."
    )
    valid_from = fields.Date(tracking=True, help="First day of purchase it is for.")
    valid_to = fields.Date(tracking=True, help="Last day of purchase it is for.")
    jurisdiction_ids = fields.Many2many(
        "res.country.state",
        string="Provinces",
        help="Where the unit stands. Empty: everywhere.",
    )
    jurisdiction = fields.Char(
        compute="_compute_jurisdiction",
        store=True,
        help="ISO 3166-2 codes of the provinces, such as CN-ZJ.",
    )
    description = fields.Text(
        translate=True, help="The promise in the customer's words, for card and page."
    )

    # -- for whom ---------------------------------------------------------------------
    buyer = fields.Selection(
        [("all", "Everybody"), ("person", "Consumers"), ("company", "Companies")],
        string="Buyers",
        default="all",
        required=True,
    )
    is_for_all_goods = fields.Boolean(
        string="All Goods", help="Whatever the product; else those chosen here."
    )
    is_subsidiary = fields.Boolean(
        string="Only Where Nothing Else Is Agreed",
        help="Stands back as soon as another law, promise or contract sets a term, as "
        "Art. 24 of the consumer law does.",
    )
    takes_provincial_rules = fields.Boolean(
        string="Provincial Rules Apply",
        default=True,
        help="Rules of the province where the unit stands come on top of this law.",
    )
    product_ids = fields.Many2many(
        "product.template",
        relation="aftersales_warranty_policy_product_rel",
        column1="policy_id",
        column2="product_tmpl_id",
        string="Products",
        check_company=True,
    )
    product_category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="With the categories below them. A promise for a product stands in for "
        "that of its category.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        check_company=True,
        help="Only these customers and their contacts. Empty: all.",
    )

    # -- what -------------------------------------------------------------------------
    term_ids = fields.One2many(
        "aftersales.warranty.term", "policy_id", string="Terms", copy=True
    )
    entitlement_ids = fields.One2many(
        "aftersales.warranty.entitlement",
        "policy_id",
        string="Entitlements",
        copy=True,
    )
    exclusion_ids = fields.Many2many(
        "aftersales.warranty.exclusion",
        string="Exclusions",
        check_company=True,
        default=lambda self: self.env["aftersales.warranty.exclusion"].search([]),
    )
    fee_status = fields.Selection(
        [
            (warranty_policy.FEE_NOT_SET, "Not Set"),
            (warranty_policy.FEE_RATE, "By the Day"),
            (warranty_policy.FEE_FORBIDDEN, "Forbidden"),
        ],
        string="Depreciation Fee",
        help="What a refund after use costs the customer. Empty on a provincial rule: "
        "as the law says.",
    )
    fee_rate = fields.Float(
        string="Fee a Day",
        digits=(16, 6),
        help="Share of the price for each day of use: 0.001 is 0.1 % a day.",
    )
    fee_restarts_at_exchange = fields.Boolean(string="Fee Restarts at Exchange")
    restarts_at_exchange = fields.Boolean(
        string="Exchange Starts a New Term", help="C.3 art. 14 of the 1995 rule."
    )
    ends_on_workday = fields.Boolean(
        string="Not on a Day Off",
        help="A last day on a day off moves to the next working day.",
    )
    repaired_part_days = fields.Integer(
        string="Repaired Part (Days)",
        help="How long a repaired part is warranted by itself. 0: not set.",
    )
    restarts_repaired_part = fields.Boolean(
        string="Repaired Part Starts Anew",
        help="The term of a repaired or replaced part begins again when the unit is "
        "handed back.",
    )
    burden_months = fields.Integer(
        string="Burden of Proof (Months)",
        help="How long after delivery the seller must prove that a fault is not his. "
        "0: not set.",
    )
    burden_whole_term = fields.Boolean(string="Burden of Proof for the Whole Term")
    transport_payer = fields.Selection(
        [("company", "Company"), ("customer", "Customer")],
        string="Transport Is Paid By",
        help="Carriage, and what else a remedy costs. Empty: not set.",
    )
    loaner_after_days = fields.Integer(
        string="Loan Owed After (Days)",
        help="A repair that takes longer owes the customer a unit on loan. 0: not set.",
    )
    pays_direct_loss = fields.Boolean(
        string="Direct Loss Made Good",
        help="Beside the remedy, what the fault has cost the customer directly (R099).",
    )
    other_model_rule = fields.Selection(
        [
            ("consent_free", "With Consent, No Surcharge"),
            ("difference", "Against the Price Difference"),
        ],
        string="Another Model",
        help="When the same model cannot be had (R108, R115). Empty: not set.",
    )
    needs_appraisal = fields.Boolean(
        help="Given after appraisal by service staff (R104, R106): before the order is "
        "assessed, the decision is a forecast."
    )
    is_transferable = fields.Boolean(
        string="Goes to the Next Owner",
        default=True,
        help="Does the warranty stay with the unit when it is sold on?",
    )
    after_term = fields.Text(
        translate=True,
        help="What is offered when the term is over: paid lifetime repair, advice …",
    )
    unit_count = fields.Integer(string="Units", compute="_compute_unit_count")

    _fee_rate_range = models.Constraint(
        "CHECK (fee_rate >= 0 AND fee_rate <= 1)",
        "Fee a Day is a share of the price, from 0 to 1: 0.1 % is 0.001.",
    )
    _valid_order = models.Constraint(
        "CHECK (valid_to >= valid_from)", "Valid To: choose a day after Valid From."
    )

    @api.depends("jurisdiction_ids.code", "jurisdiction_ids.country_id.code")
    def _compute_jurisdiction(self):
        for policy in self:
            policy.jurisdiction = (
                ", ".join(
                    sorted(
                        f"{state.country_id.code}-{state.code}"
                        for state in policy.jurisdiction_ids
                    )
                )
                or False
            )

    def _compute_unit_count(self):
        counts = dict(
            self.env["aftersales.equipment"]._read_group(
                [("policy_ids", "in", self.ids)], ["policy_ids"], ["__count"]
            )
        )
        for policy in self:
            policy.unit_count = counts.get(policy, 0)

    @api.constrains("fee_status", "fee_rate")
    def _check_fee_rate(self):
        for policy in self:
            if policy.fee_status == warranty_policy.FEE_RATE and not policy.fee_rate:
                raise ValidationError(
                    self.env._(
                        "%(policy)s: set Fee a Day, or choose “Not Set” as "
                        "Depreciation Fee.",
                        policy=policy.name,
                    )
                )

    @api.constrains("kind", "jurisdiction_ids")
    def _check_jurisdiction(self):
        for policy in self:
            if policy.kind == "overlay" and not policy.jurisdiction_ids:
                raise ValidationError(
                    self.env._(
                        "%(policy)s is a provincial rule: choose its Provinces.",
                        policy=policy.name,
                    )
                )

    def action_view_units(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_equipment_action"
        )
        action["domain"] = [("policy_ids", "in", self.ids)]
        action["context"] = {}
        return action
