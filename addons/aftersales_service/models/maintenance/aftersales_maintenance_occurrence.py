from datetime import timedelta

from odoo import api, fields, models

from ...tools import plan_flow


class AftersalesMaintenanceOccurrence(models.Model):
    """A visit that a plan foresees: written down ahead, ordered when it is near."""

    _name = "aftersales.maintenance.occurrence"
    _description = "Planned Visit"
    _inherit = ["aftersales.flow.mixin", "hr.mixin"]
    _order = "date, id"
    _rec_name = "date"
    _check_company_auto = True

    _flow_roles = plan_flow.VISIT_ROLES

    plan_id = fields.Many2one(
        "aftersales.maintenance.plan", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(
        required=True,
        readonly=True,
        help="Day or reading that the plan's rule gives: no visit is planned twice.",
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="plan_id.partner_id", store=True, index=True, precompute=True
    )
    contract_id = fields.Many2one(
        related="plan_id.contract_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    outlet_id = fields.Many2one(
        related="plan_id.outlet_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    technician_id = fields.Many2one(related="plan_id.technician_id")
    order_type_id = fields.Many2one(related="plan_id.order_type_id")
    equipment_ids = fields.Many2many(related="plan_id.equipment_ids")
    color = fields.Integer(related="order_type_id.color")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("ordered", "Ordered"),
            ("done", "Done"),
            ("skipped", "Skipped"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        group_expand=True,
    )
    rule_date = fields.Date(
        string="By the Rule", required=True, readonly=True, help="Before days off."
    )
    date = fields.Date(string="Day", required=True, index=True)
    due_value = fields.Float(string="Due At (Reading)", readonly=True)
    order_date = fields.Date(
        string="Ordered On",
        compute="_compute_order_date",
        store=True,
        precompute=True,
        help="Day on which the order is made.",
    )
    done_date = fields.Date(string="Done", readonly=True)
    done_value = fields.Float(string="Reading When Done", readonly=True)
    counted_date = fields.Date(
        compute="_compute_counted",
        store=True,
        precompute=True,
        help="Day from which a plan counts on.",
    )
    counted_value = fields.Float(
        compute="_compute_counted", store=True, precompute=True
    )
    reason = fields.Char(readonly=True, help="Why it was skipped or postponed.")
    order_ids = fields.One2many("aftersales.order", "occurrence_id")
    order_id = fields.Many2one(
        "aftersales.order", string="Service Order", compute="_compute_order_id"
    )

    _key_uniq = models.UniqueIndex(
        "(plan_id, key)", "This visit of the plan is there already."
    )
    _due_idx = models.Index("(order_date, id) WHERE state = 'planned'")

    @api.depends("date", "plan_id.horizon_days")
    def _compute_order_date(self):
        for visit in self:
            visit.order_date = visit.date and visit.date - timedelta(
                days=visit.plan_id.horizon_days
            )

    @api.depends(
        "date",
        "done_date",
        "due_value",
        "done_value",
        "plan_id.is_floating",
    )
    def _compute_counted(self):
        for visit in self:
            visit.counted_date = visit.done_date or visit.date
            visit.counted_value = (
                visit.done_value
                if visit.plan_id.is_floating and visit.done_value
                else visit.due_value
            )

    @api.depends("order_ids")
    def _compute_order_id(self):
        for visit in self:
            visit.order_id = visit.order_ids[:1]

    @api.depends("plan_id", "partner_id")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = " · ".join(
                filter(None, (visit.partner_id.name, visit.plan_id.name))
            )

    def _get_flow(self):
        return plan_flow.VISIT

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "order": self.env._("Create Order"),
            "finish": self.env._("Done"),
            "reopen": self.env._("Reopen"),
            "postpone": self.env._("Postpone"),
            "skip": self.env._("Skip"),
        }
