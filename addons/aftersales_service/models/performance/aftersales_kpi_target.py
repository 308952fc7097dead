from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import kpi

QUARTERS = [("1", "Q1"), ("2", "Q2"), ("3", "Q3"), ("4", "Q4")]
# What was agreed on; it changes in a draft only.
AGREED = frozenset(
    {
        *("kpi_id", "company_id", "year", "quarter", "department_id", "outlet_id"),
        *("parent_id", "value", "weight", "previous_id", "version"),
    }
)
# Who drafted and approved: set by what is done, not by what is written.
STAMPS = frozenset({"drafted_by_id", "approved_by_id", "approved_at"})


class AftersalesKpiTarget(models.Model):
    """What a company, a department or an outlet is to reach in a year or a quarter."""

    _name = "aftersales.kpi.target"
    _description = "Target of a Key Figure"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "year desc, quarter, kpi_id, department_id, outlet_id, version desc, id"
    _check_company_auto = True

    kpi_id = fields.Many2one(
        "aftersales.kpi",
        string="Key Figure",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    unit = fields.Selection(related="kpi_id.unit")
    direction = fields.Selection(related="kpi_id.direction")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    quarter = fields.Selection(QUARTERS, help="Empty: for the whole year.")
    department_id = fields.Many2one(
        "hr.department", check_company=True, index="btree_not_null", ondelete="restrict"
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Neither department nor outlet: the target of the whole company.",
    )
    value = fields.Float(string="Target", digits=(16, 2), tracking=True)
    weight = fields.Float(
        default=1.0,
        help="Share in the whole when parts are averaged: how many orders, units … "
        "the figure of this part is about.",
    )
    basis = fields.Text(
        help="What it rests on: law and policy, norms of the industry, last year's "
        "figures, means at hand (R015).",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("collected", "Collected"),
            ("approved", "Approved"),
            ("superseded", "Superseded"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    drafted_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    approved_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    assessor_id = fields.Many2one(
        "res.users",
        compute="_compute_assessor_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        help="Judges at the end of the period: the general manager the company's "
        "targets, the management representative the others (R026).",
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "aftersales.kpi.target",
        string="Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    next_ids = fields.One2many("aftersales.kpi.target", "previous_id", "Later Versions")

    _version_uniq = models.UniqueIndex(
        "(company_id, kpi_id, year, COALESCE(quarter, ''), COALESCE(department_id, 0), "
        "COALESCE(outlet_id, 0), version)",
        "There is a target for this key figure, period and department or outlet "
        "already. Revise that one.",
    )
    _one_scope = models.Constraint(
        "CHECK(department_id IS NULL OR outlet_id IS NULL)",
        "A target is for a department or for an outlet, not for both.",
    )
    _weight_positive = models.Constraint(
        "CHECK(weight >= 0)", "Weight of a target: 0 or more."
    )
    _year_plausible = models.Constraint(
        "CHECK(year BETWEEN 2000 AND 2199)", "Year of a target: four figures, please."
    )

    @api.depends("kpi_id", "year", "quarter", "department_id", "outlet_id")
    def _compute_display_name(self):
        for target in self:
            words = [
                target.kpi_id.display_name,
                target._get_scope_name(),
                target._get_period_name(),
            ]
            target.display_name = ", ".join(word for word in words if word)

    def _get_scope_name(self) -> str:
        self.ensure_one()
        return (self.outlet_id or self.department_id or self.company_id).name or ""

    def _get_period_name(self) -> str:
        self.ensure_one()
        quarter = dict(self._fields["quarter"]._description_selection(self.env))
        return " ".join(filter(None, (str(self.year), quarter.get(self.quarter))))

    @api.depends("company_id", "department_id", "outlet_id")
    def _compute_assessor_id(self):
        for target in self:
            company = target.company_id
            target.assessor_id = (
                company.aftersales_representative_id
                if target.department_id or target.outlet_id
                else company.aftersales_general_manager_id
            )

    # -- drafts ----------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        """Whose draft it is stands from the start: he does not approve it."""
        for vals in vals_list:
            self._check_stamps(vals)
        return super().create(
            [{**vals, "drafted_by_id": self.env.uid} for vals in vals_list]
        )

    def _check_stamps(self, vals: dict) -> None:
        if STAMPS & vals.keys() and not self._is_in_step():
            raise UserError(
                self.env._("Who drafted and who approved a target is not typed in.")
            )

    def write(self, vals):
        self._check_stamps(vals)
        if AGREED & vals.keys() and not self._is_in_step():
            self._refuse(
                [
                    self.env._(
                        "%(target)s is not a draft any more. Return it first, or "
                        "revise it if it is approved.",
                        target=target.display_name,
                    )
                    for target in self
                    if target.state != "draft"
                ]
            )
            vals = {**vals, "drafted_by_id": self.env.uid}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        kept = self.filtered(lambda target: target.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Versions of targets are kept (R027): %(targets)s.",
                    targets=", ".join(kept.mapped("display_name")),
                )
            )

    @api.constrains("quarter", "kpi_id")
    def _check_quarter(self):
        for target in self:
            if target.quarter and target.kpi_id.period == kpi.YEAR:
                raise ValidationError(
                    self.env._(
                        "%(target)s: this key figure is measured by the year. Empty "
                        "the field Quarter.",
                        target=target.display_name,
                    )
                )

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
