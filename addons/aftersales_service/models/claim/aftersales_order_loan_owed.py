from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import loans, order_flow
from ..flag import flag_domain

# The customer has no unit of his own in these.
UNREPAIRED = (
    *order_flow.OPEN_STATES[: order_flow.OPEN_STATES.index("repaired")],
    "waiting",
)
ACTIVITY = "aftersales_service.activity_type_loan_owed"


class AftersalesOrder(models.Model):
    """A loan is owed when a repair lasts longer than the warranty allows without one
    (Zhejiang: five days)."""

    _inherit = "aftersales.order"

    loan_owed_date = fields.Date(
        string="Loan Owed From",
        compute="_compute_loan_owed",
        help="From this day on the customer may demand a unit on loan.",
    )
    is_loan_owed = fields.Boolean(
        string="Loan Owed", compute="_compute_loan_owed", search="_search_is_loan_owed"
    )
    loan_told_date = fields.Date(
        readonly=True, copy=False, help="When it was said that a loan is owed."
    )

    def _get_loan_owed_on(self):
        """Day from which a loan is owed by the warranty's decision, or None.

        The seam for other promises of a loan: the earliest counts.
        """
        self.ensure_one()
        decision = self.sudo().decision_id
        if not decision.is_free:
            return None
        received = fields.Datetime.context_timestamp(self, self.received_at).date()
        return loans.owed_on(received, decision.loaner_after_days)

    @api.depends(
        "state",
        "received_at",
        "decision_id.is_free",
        "decision_id.loaner_after_days",
        "loan_ids.state",
    )
    def _compute_loan_owed(self):
        today = fields.Date.context_today(self)
        for order in self:
            owed = order._get_loan_owed_on() if order.state in UNREPAIRED else None
            order.loan_owed_date = owed
            order.is_loan_owed = (
                bool(owed)
                and owed <= today
                and not order.sudo().loan_ids.filtered(lambda loan: loan.lent_at)
            )

    def _search_is_loan_owed(self, operator, value):
        if operator != "in":
            return NotImplemented
        owed = Domain("id", "in", self._get_loan_owed_sql())
        return flag_domain(value, owed)

    @api.model
    def _get_loan_owed_sql(self) -> SQL:
        """Orders in repair for longer than their decision allows without a loan."""
        self.flush_model(["state", "received_at", "decision_id"])
        self.env["aftersales.warranty.decision"].flush_model(
            ["is_free", "loaner_after_days"]
        )
        self.env["aftersales.loan"].flush_model(["order_id", "lent_at"])
        return SQL(
            """(
            SELECT service.id
              FROM aftersales_order service
              JOIN aftersales_warranty_decision decision
                ON decision.id = service.decision_id
               AND decision.is_free AND decision.loaner_after_days > 0
             WHERE service.state IN %(states)s
               AND (service.received_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                   + decision.loaner_after_days <= %(today)s
               AND NOT EXISTS (SELECT FROM aftersales_loan loan
                                WHERE loan.order_id = service.id
                                  AND loan.lent_at IS NOT NULL)
            )""",
            states=UNREPAIRED,
            zone=str(self.env.tz),
            today=fields.Date.context_today(self),
        )

    # -- telling ----------------------------------------------------------------------
    @api.model
    def _get_loan_untold_domain(self) -> Domain:
        return Domain("loan_told_date", "=", False) & Domain("is_loan_owed", "=", True)

    @api.model
    def _tell_loans_owed(self, limit: int) -> int:
        """Tell the dispatcher of at most ``limit`` orders that a loan is owed, once."""
        orders = self.search(
            self._get_loan_untold_domain(), order="received_at, id", limit=limit
        ).try_lock_for_update(allow_referencing=True)
        if not orders:
            return 0
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for order in orders:
            user = order._get_loan_user()
            words = order.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": order.id,
                    "user_id": user.id,
                    "summary": words.env._(
                        "%(customer)s may demand a unit on loan since %(date)s",
                        customer=order.partner_id.name,
                        date=order.loan_owed_date,
                    ),
                    "date_deadline": fields.Date.context_today(words),
                }
            )
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)
        orders.write({"loan_told_date": fields.Date.context_today(self)})
        return len(orders)

    def _get_loan_user(self):
        """Who sees to a loan: the dispatcher, or who stands in for him."""
        self.ensure_one()
        for user in (
            self.user_id,
            self.outlet_id.manager_id,
            self.company_id.aftersales_service_manager_id,
        ):
            if user.active:
                return user
        return self.env.user
