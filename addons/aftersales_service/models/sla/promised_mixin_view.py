from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesPromisedMixin(models.AbstractModel):
    """What lists, boards and people see of a document's promises."""

    _inherit = "aftersales.promised.mixin"

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
        for document in self:
            row = document.sla_ids.filtered(
                lambda r: r.state == "running" and r.deadline
            ).sorted("deadline")[:1]
            document.sla_deadline = row.deadline
            document.sla_warn_at = row.warn_at
            document.sla_milestone = row.milestone

    @api.depends("sla_deadline", "sla_warn_at")
    def _compute_is_late(self):
        late, at_risk = self._get_late_domain(), self._get_at_risk_domain()
        for document in self:
            document.is_late = bool(document.filtered_domain(late))
            document.is_at_risk = bool(document.filtered_domain(at_risk))

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
        for document in self:
            row = document.sudo().sla_ids.filtered(lambda r: r.state != "cancelled")[
                -1:
            ]
            document.sla_reason = row and document._explain_promise(row)

    def _explain_promise(self, row) -> str:
        """The policy, what of it this document meets, and by which working time."""
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
        """A fact that decided, in words."""
        return None

    def _promise_anew(self) -> None:
        """Promise the open documents anew by the policies of today, and say so."""
        before = {document: document._describe_open_promises() for document in self}
        self._promise({document: document._choose_policies() for document in self})
        self._message_log_batch(
            bodies={
                document.id: self.env._(
                    "Promised anew. Before: %(before)s. Now: %(now)s.",
                    before=before[document] or "–",
                    now=document._describe_open_promises() or "–",
                )
                for document in self
            }
        )

    def _describe_open_promises(self) -> str:
        self.ensure_one()
        rows = self.sudo().sla_ids.filtered(lambda r: r.state in ("running", "paused"))
        return ", ".join(rows.with_env(self.sudo().env).mapped("display_name"))

    def _get_customer_promises(self):
        """Promises a customer reads on his document: what he can see happen."""
        self.ensure_one()
        labels = self._get_promises()._get_customer_labels()
        return self.sudo().sla_ids.filtered(
            lambda row: (
                row.state != "cancelled" and row.deadline and row.milestone in labels
            )
        )
