from datetime import date

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_settlement_scope = fields.Selection(
        [
            ("outsourced", "Outsourced Outlets"),
            ("external", "Outsourced and Authorised Outlets"),
            ("all", "All Outlets"),
        ],
        string="Settle With",
        default="external",
        required=True,
    )
    aftersales_settlement_day = fields.Integer(
        string="Settle on Day",
        default=5,
        help="Day of the month on which the month before is computed. 0: by hand only.",
    )
    aftersales_settlement_start = fields.Date(
        string="Settle Visits Since",
        help="Visits that were finished before this day are never settled here.",
    )
    aftersales_settlement_user_id = fields.Many2one(
        "res.users",
        string="Settlements Are Seen To By",
        domain=[("share", "=", False)],
    )
    aftersales_settlement_refusal_counts = fields.Boolean(
        string="A Refusal to Sign Counts",
        default=True,
        help="A visit whose customer would not sign is settled if it is written down "
        "why. Off: it waits for opinion and signature.",
    )
    aftersales_settlement_answer_days = fields.Integer(
        string="Outlets Answer Within (days)",
        default=7,
        help="After this time silence counts as a confirmation.",
    )
    aftersales_settlement_remind_days = fields.Integer(
        string="Remind Before (days)",
        default=2,
        help="So many days before the end outlets are told that silence counts.",
    )
    aftersales_settlement_return_days = fields.Integer(
        string="Failed Parts Come Back Within (days)",
        default=30,
        help="A part that goes back to its supplier and is not here after so many days "
        "is taken off the outlet's settlement.",
    )
    aftersales_settlement_negative = fields.Selection(
        [
            ("carry", "Is Taken Off the Next Month"),
            ("refund", "Becomes a Vendor Refund"),
        ],
        string="A Month Below Zero",
        default="carry",
        required=True,
    )
    aftersales_outlet_labour_product_id = fields.Many2one(
        "product.product",
        string="Outlet Labour",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("outlet_labour"),
    )
    aftersales_outlet_travel_product_id = fields.Many2one(
        "product.product",
        string="Outlet Travel",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("outlet_travel"),
    )
    aftersales_outlet_parts_product_id = fields.Many2one(
        "product.product",
        string="Outlet Parts Handling",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("outlet_parts"),
    )
    aftersales_outlet_bonus_product_id = fields.Many2one(
        "product.product",
        string="Outlet Bonus",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("outlet_bonus"),
    )
    aftersales_outlet_deduction_product_id = fields.Many2one(
        "product.product",
        string="Outlet Deduction",
        check_company=True,
        domain=[("type", "=", "service")],
        default=lambda self: self._default_aftersales_product("outlet_deduction"),
    )

    _settlement_days = models.Constraint(
        "CHECK(aftersales_settlement_day BETWEEN 0 AND 28"
        " AND aftersales_settlement_answer_days >= 1"
        " AND aftersales_settlement_remind_days >= 0"
        " AND aftersales_settlement_return_days >= 0)",
        "Settlements: choose a day from 1 to 28 (or 0), at least one day to answer, "
        "and no negative days.",
    )

    def _get_settlement_tz(self) -> str:
        """Clock by which the days and months of settlements are counted."""
        self.ensure_one()
        return self.resource_calendar_id.tz or "UTC"

    def _get_settlement_start(self):
        """First day that is settled at all."""
        self.ensure_one()
        return self.aftersales_settlement_start or date(1970, 1, 1)

    def _get_settled_bounds(self, last) -> tuple:
        """Moments between which something counts that is settled until a day, UTC."""
        dispatches = self.env["aftersales.dispatch"].with_context(
            tz=self._get_settlement_tz()
        )
        return dispatches._get_day_bounds(self._get_settlement_start(), last)
