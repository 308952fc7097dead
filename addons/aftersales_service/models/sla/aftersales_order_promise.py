from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AftersalesOrder(models.Model):
    """What lists, boards and people see of an order's promises."""

    _inherit = "aftersales.order"

    sla_deadline = fields.Datetime(
        string="Due",
        compute="_compute_sla_deadline",
        store=True,
        index="btree_not_null",
        help="The next promise that runs out.",
    )
    sla_warn_at = fields.Datetime(
        string="At Risk From", compute="_compute_sla_deadline", store=True
    )
    sla_milestone = fields.Selection(
        selection="_get_milestone_labels",
        string="Due Is",
        compute="_compute_sla_deadline",
        store=True,
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    is_at_risk = fields.Boolean(
        string="At Risk Today", compute="_compute_is_late", search="_search_is_at_risk"
    )
    sla_reason = fields.Text(string="Why This Promise", compute="_compute_sla_reason")

    @api.depends("sla_ids.state", "sla_ids.deadline", "sla_ids.warn_at")
    def _compute_sla_deadline(self):
        for order in self:
            row = order.sla_ids.filtered(
                lambda r: r.state == "running" and r.deadline
            ).sorted("deadline")[:1]
            order.sla_deadline = row.deadline
            order.sla_warn_at = row.warn_at
            order.sla_milestone = row.milestone

    @api.depends("sla_deadline", "sla_warn_at")
    def _compute_is_late(self):
        late, at_risk = self._get_late_domain(), self._get_at_risk_domain()
        for order in self:
            order.is_late = bool(order.filtered_domain(late))
            order.is_at_risk = bool(order.filtered_domain(at_risk))

    @api.model
    def _get_late_domain(self) -> Domain:
        return Domain("sla_deadline", "<", fields.Datetime.now())

    @api.model
    def _get_at_risk_domain(self) -> Domain:
        """Not late yet, but warned already, or due before the user's midnight."""
        now = fields.Datetime.now()
        local = fields.Datetime.context_timestamp(self, now)
        tonight = now + (local.replace(hour=23, minute=59, second=59) - local)
        return Domain("sla_deadline", ">=", now) & (
            Domain("sla_warn_at", "<=", now) | Domain("sla_deadline", "<=", tonight)
        )

    def _search_is_late(self, operator, value):
        return self._search_flag(self._get_late_domain(), operator, value)

    def _search_is_at_risk(self, operator, value):
        return self._search_flag(self._get_at_risk_domain(), operator, value)

    @api.model
    def _search_flag(self, domain: Domain, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = Domain.FALSE
        if True in value:
            wanted |= domain
        if False in value:
            wanted |= ~domain | Domain("sla_deadline", "=", False)
        return wanted

    @api.depends("sla_ids.policy_id", "sla_ids.state")
    def _compute_sla_reason(self):
        for order in self:
            row = order.sudo().sla_ids.filtered(lambda r: r.state != "cancelled")[-1:]
            order.sla_reason = row and order._explain_promise(row)

    def _explain_promise(self, row) -> str:
        """The policy, what of it this order meets, and by which working time."""
        self.ensure_one()
        named = (row.policy_named or "").split(",")
        facts = [text for text in map(self._describe_criterion, named) if text]
        lines = [
            self.env._(
                "Policy “%(policy)s” (version %(version)s): %(facts)s.",
                policy=row.policy_id.name or self.env._("deleted since"),
                version=row.policy_version,
                facts=", ".join(facts) or self.env._("holds for every order"),
            )
        ]
        if row.policy_id.source:
            lines.append(self.env._("Source: %(origin)s.", origin=row.policy_id.source))
        if row.calendar_id:
            lines.append(
                self.env._("Working time: %(calendar)s.", calendar=row.calendar_id.name)
            )
        if row.has_no_work_time:
            lines.append(
                self.env._(
                    "The working schedule “%(calendar)s” has no working time: add "
                    "hours to it, then choose “Promise Anew”.",
                    calendar=row.calendar_id.name,
                )
            )
        return "\n".join(lines)

    def _describe_criterion(self, criterion: str) -> str | None:
        self.ensure_one()
        order = self.sudo()
        values = {
            "contract": order._get_contracts()[:1].name,
            "customer": order.commercial_partner_id.name,
            "product": order.product_id.display_name,
            "category": order.product_id.categ_id.name,
            "type": order.type_id.name,
            "outlet": order.outlet_id.name,
            "priority": dict(
                order._fields["priority"]._description_selection(self.env)
            ).get(order.priority),
        }
        labels = {
            "contract": self.env._("contract"),
            "customer": self.env._("customer"),
            "product": self.env._("product"),
            "category": self.env._("product category"),
            "type": self.env._("order type"),
            "outlet": self.env._("outlet"),
            "priority": self.env._("priority"),
        }
        if criterion not in labels:
            return None
        return self.env._(
            "%(criterion)s %(value)s",
            criterion=labels[criterion],
            value=values[criterion] or "",
        ).strip()

    def action_recompute_sla(self):
        """Promise the open orders anew by the policies of today, and say so."""
        # The desk gives promises; the same people who may quote.
        self._check_step_role("quote")
        closed = self.filtered(lambda order: not order.is_open)
        if closed:
            raise UserError(
                self.env._(
                    "Promises of closed orders stay as they are: %(orders)s.",
                    orders=", ".join(closed.mapped("name")),
                )
            )
        before = {order: order._describe_open_promises() for order in self}
        self._promise({order: order._choose_policy() for order in self})
        self._message_log_batch(
            bodies={
                order.id: self.env._(
                    "Promised anew. Before: %(before)s. Now: %(now)s.",
                    before=before[order] or "–",
                    now=order._describe_open_promises() or "–",
                )
                for order in self
            }
        )
        return True

    def _describe_open_promises(self) -> str:
        self.ensure_one()
        rows = self.sudo().sla_ids.filtered(lambda r: r.state in ("running", "paused"))
        return ", ".join(rows.with_env(self.sudo().env).mapped("display_name"))

    def _get_customer_promises(self):
        """Promises a customer reads on his order: what he can see happen."""
        self.ensure_one()
        labels = self.env["aftersales.order.sla"]._get_customer_labels()
        return self.sudo().sla_ids.filtered(
            lambda row: (
                row.state != "cancelled" and row.deadline and row.milestone in labels
            )
        )
