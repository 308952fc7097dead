from collections import defaultdict

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools import sla_policy


class AftersalesSlaPolicy(models.Model):
    """A promise: for whom it holds, what is done by when, who is warned."""

    _name = "aftersales.sla.policy"
    _description = "SLA Policy"
    _inherit = ["mail.thread", "aftersales.cached.mixin"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for all companies.",
    )
    version = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        help="Counts the changes of what is promised. Orders keep the version they "
        "were promised.",
    )
    is_legal = fields.Boolean(
        string="Limit of the Law",
        tracking=True,
        help="Holds beside whatever else is promised. Of all other policies only the "
        "most precise one holds.",
    )
    source = fields.Char(help="Handbook, contract or rule the promise comes from.")
    description = fields.Text(
        translate=True, help="The promise in the customer's words."
    )

    # -- for whom -------------------------------------------------------------------
    contract_ids = fields.Many2many(
        "sale.order",
        string="Contracts",
        check_company=True,
        help="Orders and units that were sold by one of these.",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        check_company=True,
        help="The customer, his company or the site.",
    )
    partner_category_ids = fields.Many2many(
        "res.partner.category", string="Customer Tags"
    )
    product_ids = fields.Many2many(
        "product.template", string="Products", check_company=True
    )
    product_category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="With the categories below them.",
    )
    order_type_ids = fields.Many2many(
        "aftersales.order.type", string="Order Types", check_company=True
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        string="Outlets",
        check_company=True,
        help="With the outlets below them.",
    )
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Urgent"), ("2", "Very Urgent"), ("3", "Emergency")],
        help="Empty: whatever the priority.",
    )

    # -- what and when ----------------------------------------------------------------
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Service Hours",
        check_company=True,
        help="Working time of this promise. Empty: that of the customer's site, else "
        "the outlet's, else the company's.",
    )
    target_ids = fields.One2many(
        "aftersales.sla.target", "policy_id", string="Targets", copy=True
    )
    step_ids = fields.One2many(
        "aftersales.sla.step",
        "policy_id",
        string="Escalation",
        copy=True,
        default=lambda self: self._default_step_ids(),
    )
    open_count = fields.Integer(string="Open Promises", compute="_compute_open_count")

    # Criterion of tools.sla_policy: field that holds its values.
    _CRITERIA = {
        "contracts": "contract_ids",
        "products": "product_ids",
        "categories": "product_category_ids",
        "types": "order_type_ids",
        "outlets": "outlet_ids",
    }

    def _default_step_ids(self):
        """Warned at half, three quarters and nine tenths of the time, then told up."""
        ladder = [
            {"rate": 0.5, "recipient": "technician"},
            {"rate": 0.75, "recipient": "dispatcher"},
            {"rate": 0.9, "recipient": "outlet_manager"},
            {"rate": 1.0, "recipient": "service_manager", "repeat_hours": 4.0},
            {"hours_late": 24.0, "recipient": "general_manager"},
        ]
        return [fields.Command.create(step) for step in ladder]

    def _compute_open_count(self):
        domain = [("policy_id", "in", self.ids), ("state", "in", ("running", "paused"))]
        counts: dict = defaultdict(int)
        for name in self._get_promise_models():
            found = self.env[name]._read_group(domain, ["policy_id"], ["__count"])
            for policy, count in found:
                counts[policy] += count
        for policy in self:
            policy.open_count = counts[policy]

    @api.constrains("calendar_id")
    def _check_calendar_id(self):
        for policy in self:
            if policy.calendar_id and not policy.calendar_id._has_work_time():
                raise ValidationError(
                    self.env._(
                        "%(policy)s: the working schedule “%(calendar)s” has no "
                        "working time. Add hours to it, or choose other Service Hours.",
                        policy=policy.name,
                        calendar=policy.calendar_id.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & self._get_promise_fields():
            self._raise_version()
        return result

    @api.model
    def _get_promise_fields(self) -> set[str]:
        """Fields whose change makes it another promise."""
        return {
            *self._CRITERIA.values(),
            "calendar_id",
            "is_legal",
            "partner_ids",
            "partner_category_ids",
            "priority",
        }

    def _raise_version(self) -> None:
        """Count a change; of a version nobody was promised there is no need to know."""
        promised = {
            versions
            for name in self._get_promise_models()
            for versions in self.env[name]
            .sudo()
            ._read_group(
                [("policy_id", "in", self.ids)], ["policy_id"], ["policy_version:max"]
            )
        }
        for policy in self.filtered(lambda p: (p, p.version) in promised):
            policy.version += 1

    @tools.ormcache("company_id", "document_model")
    def _get_policies(
        self, company_id: int, document_model: str
    ) -> list[sla_policy.Policy]:
        """Policies of a company that promise something to documents of a model, as
        plain values, in order; asked for each document."""
        policies = self.sudo().search([("company_id", "in", (company_id, False))])
        milestones = self.env[document_model]._get_milestone_fields()
        return [
            policy._to_plain()
            for policy in policies
            if milestones.keys() & set(policy.target_ids.mapped("milestone"))
        ]

    @api.model
    def _get_promise_models(self) -> list[str]:
        """Models of promises that policies make. Other rooms add theirs."""
        return ["aftersales.order.sla"]

    def _to_plain(self) -> sla_policy.Policy:
        self.ensure_one()
        criteria = {
            name: frozenset(self[field].ids) for name, field in self._CRITERIA.items()
        }
        return sla_policy.Policy(
            policy=self.id,
            # A tag stands for all who bear it.
            customers=frozenset(
                [("partner", partner_id) for partner_id in self.partner_ids.ids]
                + [("tag", tag_id) for tag_id in self.partner_category_ids.ids]
            ),
            priorities=frozenset(self.priority or ()),
            is_legal=self.is_legal,
            targets=tuple(
                sla_policy.Target(target.id, target.milestone, target.parts_status)
                for target in self.target_ids
                if target.amount
            ),
            **criteria,
        )

    def action_view_promises(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_order_sla_action"
        )
        action["domain"] = [("policy_id", "=", self.id)]
        return action

    def action_recompute(self):
        """Promise the orders still open anew, by the policies of today."""
        rows = self.env["aftersales.order.sla"].search(
            [("policy_id", "in", self.ids), ("state", "in", ("running", "paused"))]
        )
        return rows.order_id.action_recompute_sla()
