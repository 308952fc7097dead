from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import handbook_words as words

# Commitments of the handbook that this company publishes, and the one it would like to.
PUBLISHED = (
    "concept",
    "commitment_response",
    "commitment_onsite",
    "commitment_transport",
)
WISHED = "commitment_free_warranty"


class AftersalesDemo(models.AbstractModel):
    """A handbook that was applied, commitments on their way, opportunities by rule."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_handbook(self):
        """The furniture profile, taken over for what the company had not set itself."""
        company = self.env.company
        handbook = self.env.ref("aftersales_service.handbook_furniture")
        admin = handbook.with_user(self.env.ref("base.user_admin"))
        changes = admin._get_changes(company)
        agreed = admin.item_ids.filtered(
            lambda item: item.kind in ("commitment", "kpi_target")
        )
        agreed &= handbook.item_ids.union(
            *(item for item, change, _now, _new in changes if change.is_agreed)
        )
        admin._apply(company, agreed, self.env["product.category"])
        self._load_commitments(handbook)

    @api.model
    def _load_commitments(self, handbook):
        department = self._create_named(
            "hr.department",
            "department_repair",
            {"name": self._text(words.REPAIR_TEAM), "company_id": self.env.company.id},
        )
        for name in (*PUBLISHED, WISHED):
            commitment = self._find_commitment(handbook, name)
            commitment.write(
                {
                    "drafted_by_id": self._ref("user_manager").id,
                    "check_ids": [
                        Command.create(
                            {
                                "department_id": department.id,
                                "user_id": self._ref("user_outlet").id,
                            }
                        )
                    ],
                    **{field: self._text(text) for field, text in words.INPUTS.items()},
                }
            )
            targets = self._find_targets(commitment)
            commitment.sla_target_ids |= targets
            self._walk_commitment(commitment, publish=name in PUBLISHED)

    @api.model
    def _find_commitment(self, handbook, name: str):
        item = self.env.ref(f"aftersales_service.handbook_furniture_{name}")
        line = self.env["aftersales.handbook.application.line"].search(
            [("item_id", "=", item.id), ("is_applied", "=", True)], limit=1
        )
        return line._get_record()

    @api.model
    def _find_targets(self, commitment):
        """Targets in force that speak of what is promised."""
        milestones = commitment.promise_ids.filtered("amount").mapped("milestone")
        return self.env["aftersales.sla.target"].search(
            [
                ("policy_id", "=", self.env.ref(words.SLA_POLICY).id),
                ("milestone", "in", milestones),
            ]
        )

    @api.model
    def _walk_commitment(self, commitment, publish: bool):
        """By the steps that people take; what no policy keeps stays approved."""
        manager = commitment.with_user(self._ref("user_manager"))
        manager.action_submit()
        manager.check_ids.with_user(self._ref("user_outlet")).write(
            {"capable": "yes", "note": self._text(words.WE_CAN)}
        )
        manager.action_confirm()
        commitment.with_user(self._ref("user_general")).action_approve()
        if publish:
            manager.action_publish()

    @api.model
    def _load_opportunities(self):
        """Rules in use, and what they made of warranties and of a refused repair."""
        self._deliver_long_ago()
        self._decline_quotation()
        team = self.env["crm.team"].search([], limit=1)
        for event in ("warranty_ends", "repair_refused"):
            rule = self.env.ref(f"aftersales_service.opportunity_rule_{event}")
            rule.write(
                {
                    "active": True,
                    "team_id": team.id,
                    "start_on": self._moment(-90, 0).date(),
                }
            )
            rule._make_batch(words.OPPORTUNITIES)
        made = self.env["aftersales.opportunity"].search([], order="id", limit=2)
        made[:1].lead_id.action_set_won()
        made[1:].lead_id.action_set_lost()

    @api.model
    def _deliver_long_ago(self):
        """Units whose five years end within weeks, at customers who may be called."""
        waiting = self.env["res.partner"]._get_partners_not_to_call()
        units = self.env["aftersales.equipment"].search(
            [
                ("state", "=", "in_use"),
                ("policy_id.code", "=", words.PROMISE),
                ("partner_id.commercial_partner_id", "not in", waiting.ids),
            ],
            order="id",
        )
        customers = list(units.grouped("partner_id").items())
        for number, (customer, known) in enumerate(customers[: words.OPPORTUNITIES]):
            days = timedelta(days=words.FIRST_END + words.BETWEEN_ENDS * number)
            self.env["aftersales.equipment"].create(
                {
                    "partner_id": customer.id,
                    "product_id": known[:1].product_id.id,
                    "serial": words.OLD_SERIAL.format(number + 1),
                    "delivery_date": self._today() + days - words.PROMISED,
                }
            )

    @api.model
    def _decline_quotation(self):
        """One customer finds the price of his repair too high."""
        waiting = self.env["res.partner"]._get_partners_not_to_call()
        quotation = self.env["sale.order"].search(
            [
                ("aftersales_order_id.type_id.is_repair", "=", True),
                ("state", "in", ("draft", "sent")),
                ("partner_id.commercial_partner_id", "not in", waiting.ids),
            ],
            limit=1,
        )
        quotation._action_cancel()
