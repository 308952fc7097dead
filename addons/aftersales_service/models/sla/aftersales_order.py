from odoo import api, fields, models

from ...tools import sla_policy

# What decides which policy holds; a change of it is another promise.
FACTS = {
    "partner_id",
    "site_partner_id",
    "equipment_id",
    "product_id",
    "type_id",
    "outlet_id",
    "priority",
    "origin_sale_id",
    "company_id",
}
# What changes between the targets of one policy.
SWITCHES = {"parts_status", "is_remote"}
VISIT_MILESTONES = {"dispatch", "arrive"}


class AftersalesOrder(models.Model):
    """The promises of an order follow its facts and its moments."""

    _inherit = "aftersales.order"

    sla_ids = fields.One2many("aftersales.order.sla", "order_id", "Promises")

    # -- life of the promises ----------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._review_sla()
        return orders

    def write(self, vals):
        result = super().write(vals)
        changed = vals.keys()
        if changed & FACTS:
            self._review_sla()
        elif changed & SWITCHES:
            self._switch_sla()
        if changed & {"state", *self._get_start_fields().values()}:
            self._follow_moments()
        return result

    def _review_sla(self) -> None:
        """Promise what the facts call for; a promise whose policy still holds stays.

        Its figures are those of the day it was made, whatever became of the policy
        since; what was met or missed stays in any case.
        """
        stale, anew = self.browse(), {}
        for order in self.filtered("is_open"):
            choice = order._choose_policy()
            if order._get_promised_policy().id == (choice and choice.policy or False):
                stale |= order
            else:
                anew[order] = choice
        stale._switch_sla()
        self._promise(anew)

    def _promise(self, choices: dict) -> None:
        """Drop the open promises of orders and open those of their chosen policies."""
        orders = self.browse(order.id for order in choices)
        live = orders.sudo().sla_ids.filtered(lambda r: r.state != "cancelled")
        kept = live.filtered(lambda row: row.state == "met").grouped("order_id")
        live.filtered(lambda row: row.state != "met")._drop()
        vals_list = []
        for order, choice in choices.items():
            if choice:
                targets = order._get_wanted_targets(choice.policy)
                met = kept.get(order.sudo(), live.browse()).mapped("milestone")
                vals_list += [
                    order._prepare_sla_vals(target, ",".join(choice.named))
                    for target in targets
                    if target.milestone not in met
                ]
        self._open_promises(vals_list)

    def _switch_sla(self) -> None:
        """Change between the targets of the promised policy as parts or visit demand.

        Targets that were added to the policy since stay out of it.
        """
        dropped = self.env["aftersales.order.sla"].sudo()
        vals_list = []
        for order in self.filtered("is_open"):
            policy = order._get_promised_policy()
            if not policy:
                continue
            rows = order.sudo().sla_ids.filtered(lambda r, p=policy: r.policy_id == p)
            live = rows.filtered(lambda row: row.state != "cancelled")
            wanted = order._get_wanted_targets(policy.id)
            dropped |= live.filtered(
                lambda row, order=order, wanted=wanted: (
                    row.state != "met"
                    and (
                        (row.parts_status and row.target_id not in wanted)
                        or not order._can_reach(row.milestone)
                    )
                )
            )
            met = live.filtered(lambda row: row.state == "met").mapped("milestone")
            vals_list += [
                order._prepare_sla_vals(target, rows[:1].policy_named)
                for target in wanted - (live - dropped).target_id
                if target.parts_status or target in (rows - live).target_id
                # What was reached is not promised once more.
                if target.milestone not in met
            ]
        dropped._drop()
        self._open_promises(vals_list)

    def _open_promises(self, vals_list: list[dict]) -> None:
        if not vals_list:
            return
        milestones = self._get_milestone_fields()
        rows = self.env["aftersales.order.sla"].sudo().create(vals_list)
        # A milestone may lie behind the order already.
        rows.filtered(lambda row: row.order_id[milestones[row.milestone]])._run_clocks()
        rows.order_id._follow_moments()

    def _choose_policy(self) -> sla_policy.Choice | None:
        self.ensure_one()
        policies = self.env["aftersales.sla.policy"]._get_policies(self.company_id.id)
        if not policies:
            return None
        return sla_policy.choose(policies, self._get_sla_facts())

    def _get_promised_policy(self):
        """Policy that the live promises of this order come from."""
        self.ensure_one()
        live = self.sudo().sla_ids.filtered(lambda row: row.state != "cancelled")
        return live.policy_id[-1:]

    def _get_wanted_targets(self, policy_id: int):
        """Targets of a policy that hold for this order as it stands."""
        self.ensure_one()
        policy = self.env["aftersales.sla.policy"].sudo().browse(policy_id)
        wanted = sla_policy.targets_for(
            policy._to_plain().targets, self.parts_status or "none"
        )
        return policy.target_ids.filtered(
            lambda target: target.id in wanted and self._can_reach(target.milestone)
        )

    def _can_reach(self, milestone: str) -> bool:
        """Help from afar never arrives anywhere."""
        self.ensure_one()
        return milestone not in VISIT_MILESTONES or self._has_visit()

    def _prepare_sla_vals(self, target, named: str) -> dict:
        """Snapshot of a target as it is promised to this order today.

        :param named: criteria of the policy that the order meets, with commas between
        """
        self.ensure_one()
        return {
            "order_id": self.id,
            "policy_id": target.policy_id.id,
            "policy_version": target.policy_id.version,
            "policy_named": named,
            "target_id": target.id,
            "milestone": target.milestone,
            "start_milestone": target.start_milestone,
            "amount": target.amount,
            "unit": target.unit,
            "parts_status": target.parts_status,
            "warn_rate": target.warn_rate,
            "calendar_id": self._get_service_calendar(target.policy_id).id,
        }

    def _get_service_calendar(self, policy):
        """Working time: of the contract, else the site, the outlet, the company."""
        self.ensure_one()
        site = self.site_partner_id or self.partner_id
        return (
            policy.calendar_id
            or site.aftersales_calendar_id
            or self.partner_id.aftersales_calendar_id
            or self.commercial_partner_id.aftersales_calendar_id
            or self.outlet_id.calendar_id
            or self.company_id.resource_calendar_id
        )

    def _get_sla_facts(self) -> sla_policy.Facts:
        self.ensure_one()
        order = self.sudo()
        customers = set()
        # One after the other: a joined recordset would be read order by order.
        for partner in (order.partner_id, order.site_partner_id):
            for named in (partner, partner.commercial_partner_id):
                customers |= {("partner", partner_id) for partner_id in named.ids}
                customers |= {("tag", tag_id) for tag_id in named.category_id.ids}
        category = order.product_id.categ_id
        return sla_policy.Facts(
            contracts=frozenset(order._get_contracts().ids),
            customers=frozenset(customers),
            products=frozenset(order.product_id.product_tmpl_id.ids),
            categories=self._get_path_ids(category),
            order_type=order.type_id.id,
            outlets=self._get_path_ids(order.outlet_id),
            priority=order.priority,
        )

    def _get_contracts(self):
        """Sales orders that may hold a promise for this order."""
        return self.origin_sale_id | self.equipment_id.sale_line_id.order_id

    @api.model
    def _get_path_ids(self, record) -> frozenset[int]:
        """A record of a tree and all above it."""
        return frozenset(map(int, (record.parent_path or "").split("/")[:-1]))

    def _follow_moments(self) -> None:
        """Meet what was reached, start what it starts, drop what cannot come."""
        self._repeat_promises()
        live = self.sudo().sla_ids.filtered(lambda row: row.state != "cancelled")
        milestones = self._get_milestone_fields()
        met = live.filtered(
            # Met just now, or at a moment that was corrected since.
            lambda row: (
                row.order_id[milestones[row.milestone]]
                and row.order_id[milestones[row.milestone]] != row.met_at
            )
        )
        rows = live.filtered(lambda row: row.state != "met")
        known = met.filtered("is_missed")
        for row in met:
            row._meet(row.order_id[milestones[row.milestone]])
        met._measure()
        met._close_activities()
        (met.filtered("is_missed") - known)._on_breach()
        over = (rows - met).filtered(lambda row: not row.order_id.is_open)
        over._drop()
        (rows - met - over)._run_clocks()

    def _repeat_promises(self) -> None:
        """A milestone that is to be reached once more is promised once more."""
        milestones = self._get_milestone_fields()
        rows = self.sudo().sla_ids
        live = {(r.order_id, r.target_id) for r in rows if r.state != "met"}
        again = rows.filtered(
            lambda row: (
                row.state == "met"
                and row.target_id
                and row.order_id.is_open
                and not row.order_id[milestones[row.milestone]]
                and (row.order_id, row.target_id) not in live
            )
        )
        self._open_promises(
            [
                row.order_id._prepare_sla_vals(row.target_id, row.policy_named)
                for row in again
            ]
        )
