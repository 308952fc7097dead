from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.aftersales_service.models.sealed_mixin import is_harmless

from ...tools import clearing_flow

# What people write themselves; all else changes through the buttons.
OPEN_FIELDS = frozenset({"note"})


class AftersalesStockClearing(models.Model):
    """A day, or a month, of a warehouse: what was there, came, went and is there, and
    who confirmed it (日清月结).

    Only days on which goods moved are cleared. What was confirmed stays as it was; a
    move that comes into it later disturbs it, and it is confirmed again.
    """

    _name = "aftersales.stock.clearing"
    _description = "Clearing of Stock"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.reminder.mixin",
    ]
    _order = "date_from desc, kind desc, warehouse_id, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="warehouse_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    outlet_id = fields.Many2one(
        related="warehouse_id.aftersales_outlet_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    kind = fields.Selection(
        [("day", "One Day"), ("month", "One Month")],
        string="Period",
        required=True,
        readonly=True,
        default="day",
    )
    date_from = fields.Date(string="From", required=True, readonly=True, index=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    state = fields.Selection(
        [("open", "To Clear"), ("cleared", "Cleared"), ("disturbed", "Disturbed")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        help="Disturbed: moves came into it after it was cleared.",
    )
    move_count = fields.Integer(string="Number of Moves", readonly=True, tracking=True)
    own_opening = fields.Float(
        string="Opening, Own", digits="Product Unit", readonly=True
    )
    own_received = fields.Float(
        string="Received, Own", digits="Product Unit", readonly=True
    )
    own_issued = fields.Float(
        string="Issued, Own", digits="Product Unit", readonly=True
    )
    own_closing = fields.Float(
        string="Closing, Own", digits="Product Unit", readonly=True, tracking=True
    )
    consigned_opening = fields.Float(
        string="Opening, Consigned", digits="Product Unit", readonly=True
    )
    consigned_received = fields.Float(
        string="Received, Consigned", digits="Product Unit", readonly=True
    )
    consigned_issued = fields.Float(
        string="Issued, Consigned", digits="Product Unit", readonly=True
    )
    consigned_closing = fields.Float(
        string="Closing, Consigned",
        digits="Product Unit",
        readonly=True,
        tracking=True,
    )
    closing_value = fields.Monetary(readonly=True, help="Of own goods.", tracking=True)
    digest = fields.Char(
        readonly=True, help="Of the moves that were cleared: it shows any change."
    )
    cleared_at = fields.Datetime(readonly=True, copy=False)
    cleared_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reminded_at = fields.Datetime(string="Keeper Reminded", readonly=True, copy=False)
    note = fields.Text(
        string="Explanation",
        help="Why ledger, cards and goods disagree, if they do. A month is not cleared "
        "without it.",
    )
    difference_count = fields.Integer(
        string="Disagreements",
        compute="_compute_difference_count",
        help="Articles of which ledger, cards, goods and layers do not say the same.",
    )
    can_clear = fields.Boolean(compute="_compute_can_clear")

    _flow_roles = clearing_flow.ROLES
    _flow_moments = clearing_flow.MOMENTS

    _period_uniq = models.UniqueIndex(
        "(warehouse_id, kind, date_from)",
        "This period of the warehouse is there already.",
    )
    _period_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The period must not end before it begins."
    )
    _open_idx = models.Index("(warehouse_id, date_from) WHERE state != 'cleared'")

    @api.depends("warehouse_id", "kind", "date_from")
    def _compute_display_name(self):
        for clearing in self:
            day = clearing.date_from
            when = f"{day:%Y-%m}" if day and clearing.kind == "month" else day or ""
            # As a superuser: who sees the clearing may read what it is called.
            clearing.display_name = f"{clearing.sudo().warehouse_id.name} {when}"

    @api.depends("state", "kind")
    @api.depends_context("uid")
    def _compute_can_clear(self):
        for clearing in self:
            clearing.can_clear = clearing._can("clear") and (
                clearing._has_step_role("clear")
            )

    @api.depends("warehouse_id", "date_to")
    def _compute_difference_count(self):
        """One query a day: what is asked for is what was there at its end."""
        self.difference_count = 0
        for day, clearings in self.filtered("date_to").grouped("date_to").items():
            counts = dict(
                self.env["aftersales.goods.reconciliation"]
                .with_context(goods_day=day)
                ._read_group(
                    [
                        ("warehouse_id", "in", clearings.warehouse_id.ids),
                        ("is_different", "=", True),
                    ],
                    ["warehouse_id"],
                    ["__count"],
                )
            )
            for clearing in clearings:
                clearing.difference_count = counts.get(clearing.warehouse_id, 0)

    # -- steps ------------------------------------------------------------------------

    def _get_flow(self):
        return clearing_flow.FLOW

    def _get_step_roles(self, step: str) -> tuple[str, ...]:
        if step == "clear" and "month" in self.mapped("kind"):
            return clearing_flow.MONTH_ROLES
        return super()._get_step_roles(step)

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {"clear": self.env._("Clear"), "disturb": self.env._("Disturb")}

    def action_clear(self):
        """Confirm the figures, reckoned anew at this moment."""
        self.check_access("write")
        self._check_step_role("clear")
        self._check_step_possible("clear")
        self._refuse([*self._get_early_problems(), *self._get_month_problems()])
        clearings = self.sudo()
        clearings._reckon()
        clearings._transition(
            "clear", cleared_at=fields.Datetime.now(), cleared_by_id=self.env.uid
        )
        clearings.activity_feedback(
            ["aftersales_warehouse.activity_type_stock_clearing"]
        )

    def _get_early_problems(self) -> list[str]:
        return [
            self.env._(
                "%(clearing)s ends on %(day)s. Clear it when it is over.",
                clearing=clearing.display_name,
                day=clearing.date_to,
            )
            for clearing in self
            if clearing.date_to > clearing._get_today()
        ]

    def _get_month_problems(self) -> list[str]:
        """A month is balanced when its days are cleared, and what disagrees is
        explained."""
        months = self.filtered(lambda clearing: clearing.kind == "month")
        problems = [
            self.env._(
                "%(month)s: %(count)s of its days are not cleared.",
                month=month.display_name,
                count=count,
            )
            for month, count in months._count_open_days().items()
            if count
        ]
        problems += [
            self.env._(
                "%(month)s: ledger, cards and goods disagree for %(count)s articles. "
                "Look at the reconciliation, and explain it in the field Explanation.",
                month=month.display_name,
                count=month.difference_count,
            )
            for month in months
            if not (month.note or "").strip() and month.difference_count
        ]
        return problems

    def _count_open_days(self) -> dict:
        """Days of these months that are not cleared, in one query."""
        if not self:
            return {}
        counts = self.search_fetch(
            [
                ("kind", "=", "day"),
                ("state", "in", clearing_flow.OPEN_STATES),
                ("warehouse_id", "in", self.warehouse_id.ids),
                ("date_from", ">=", min(self.mapped("date_from"))),
                ("date_to", "<=", max(self.mapped("date_to"))),
            ],
            ["warehouse_id", "date_from"],
        ).grouped(lambda day: (day.warehouse_id, day.date_from.replace(day=1)))
        return {
            month: len(counts.get((month.warehouse_id, month.date_from), ()))
            for month in self
        }

    def _get_today(self):
        """The day it is where the company is."""
        self.ensure_one()
        zone = self.company_id.sudo().resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    # -- it is not made or changed by hand --------------------------------------------

    def write(self, vals):
        """Buttons write as superuser, after they have looked who presses them."""
        if not self.env.su and any(
            name not in OPEN_FIELDS and not is_harmless(name) for name in vals
        ):
            raise UserError(
                self.env._(
                    "%(clearings)s: figures come from the moves, and the state from "
                    "the button Clear.",
                    clearings=", ".join(self.mapped("display_name")),
                )
            )
        return super().write(vals)
