from odoo import api, fields, models

from ...tools import sla_policy


class AftersalesComplaint(models.Model):
    """Promises and limits of the law about a complaint, on the clocks of the SLA room.

    Who takes a complaint over has his own time to take note of it; where nobody has
    taken note yet, the first one's goes on.
    """

    _name = "aftersales.complaint"
    # The mixin first: it promises once all else of a new complaint is settled.
    _inherit = ["aftersales.promised.mixin", "aftersales.complaint"]

    _sla_facts = frozenset(
        {
            "company_id",
            "partner_id",
            "order_id",
            "equipment_id",
            "product_id",
            "outlet_id",
            "level",
        }
    )

    sla_ids = fields.One2many("aftersales.complaint.sla", "complaint_id", "Deadlines")
    assigned_at = fields.Datetime(
        string="With Responsible Since", readonly=True, copy=False
    )
    outside_decided_at = fields.Datetime(
        string="Decided Outside", readonly=True, copy=False
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {"assigned_at", "outside_decided_at"}

    def write(self, vals):
        result = super().write(vals)
        if vals.get("outside_decision"):
            undated = self.filtered(lambda c: not c.outside_decided_at)
            undated._in_step().outside_decided_at = self._get_step_moment()
        return result

    # -- moments -----------------------------------------------------------------------
    @api.model
    def _get_milestone_fields(self) -> dict[str, str]:
        return {
            **super()._get_milestone_fields(),
            "complaint_report": "reported_at",
            "complaint_acknowledge": "acknowledged_at",
            "complaint_assess": "assessed_at",
            "complaint_answer": "answered_at",
            "complaint_accept": "accepted_at",
            "complaint_refund": "refunded_at",
            "complaint_decided": "outside_decided_at",
            "complaint_resolve": "resolved_at",
            "complaint_feedback": "fed_back_at",
            "complaint_close": "closed_at",
        }

    @api.model
    def _get_milestone_labels(self) -> list[tuple[str, str]]:
        labels = {
            "complaint_report": self.env._("Complaint Taken Up by Responsible"),
            "complaint_acknowledge": self.env._("Complaint Acknowledged"),
            "complaint_assess": self.env._("Complaint Assessed"),
            "complaint_answer": self.env._("Complaint Answered"),
            "complaint_accept": self.env._("Answer to Complaint Accepted"),
            "complaint_refund": self.env._("Goods or Money Given"),
            "complaint_decided": self.env._("Decided by Outside Body"),
            "complaint_resolve": self.env._("Complaint Resolved"),
            "complaint_feedback": self.env._("Result Told to Complainant"),
            "complaint_close": self.env._("Complaint Closed"),
        }
        return [*super()._get_milestone_labels(), *labels.items()]

    @api.model
    def _get_start_fields(self) -> dict[str, str]:
        return {
            "complaint_receive": "received_at",
            "complaint_assign": "assigned_at",
            "complaint_refund_agreed": "refund_agreed_at",
            "complaint_authority": "authority_at",
            **super()._get_start_fields(),
        }

    @api.model
    def _get_start_labels(self) -> list[tuple[str, str]]:
        labels = {
            "complaint_receive": self.env._("Complaint Received"),
            "complaint_assign": self.env._("Complaint with Responsible"),
            "complaint_refund_agreed": self.env._("Goods or Money Agreed"),
            "complaint_authority": self.env._("Complaint Before Authority"),
        }
        return [*labels.items(), *super()._get_start_labels()]

    # -- facts -------------------------------------------------------------------------
    def _get_service_calendar(self, policy):
        """Working time: of the policy, else the outlet, else the company."""
        self.ensure_one()
        return (
            policy.calendar_id
            or self.outlet_id.calendar_id
            or super()._get_service_calendar(policy)
        )

    def _get_sla_facts(self) -> sla_policy.Facts:
        self.ensure_one()
        complaint = self.sudo()
        customers = set()
        partner = complaint.partner_id
        for named in (partner, partner.commercial_partner_id):
            customers |= {("partner", partner_id) for partner_id in named.ids}
            customers |= {("tag", tag_id) for tag_id in named.category_id.ids}
        return sla_policy.Facts(
            contracts=frozenset(complaint.order_id._get_contracts().ids)
            if complaint.order_id
            else frozenset(),
            customers=frozenset(customers),
            products=frozenset(complaint.product_id.product_tmpl_id.ids),
            categories=self._get_path_ids(complaint.product_id.categ_id),
            order_type=complaint.order_id.type_id.id,
            outlets=self._get_path_ids(complaint.outlet_id),
            priority=complaint.level,
        )

    def _get_escalation_users(self, role: str):
        """The ladder's technician and dispatcher are the one responsible here."""
        if role in ("technician", "dispatcher"):
            return self.user_id
        if role == "outlet_manager":
            return self._find_branch_manager(False)
        return super()._get_escalation_users(role)

    def _describe_criterion(self, criterion: str) -> str | None:
        self.ensure_one()
        complaint = self.sudo()
        return {
            "customer": complaint.commercial_partner_id.name,
            "product": complaint.product_id.display_name,
            "category": complaint.product_id.categ_id.name,
            "type": complaint.order_id.type_id.name,
            "outlet": complaint.outlet_id.name,
            "priority": self._get_level_label(complaint.level),
        }.get(criterion)
