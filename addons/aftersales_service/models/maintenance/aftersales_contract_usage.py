from odoo import api, fields, models

from ...tools import charging, contract_billing, contract_cover


class AftersalesContract(models.Model):
    """What is free by the contract, what was used of it, what is left (R187)."""

    _inherit = "aftersales.contract"

    order_ids = fields.One2many("aftersales.order", "contract_id", "Service Orders")
    order_count = fields.Integer(compute="_compute_order_count")
    plan_ids = fields.One2many(
        "aftersales.maintenance.plan", "contract_id", "Maintenance Plans"
    )
    plan_count = fields.Integer(compute="_compute_plan_count")
    aftersales_opportunity_ids = fields.One2many(
        "aftersales.opportunity", "contract_id", string="Opportunities out of Service"
    )
    visits_included = fields.Integer(compute="_compute_visits")
    visits_done = fields.Integer(compute="_compute_visits")
    visits_left = fields.Integer(compute="_compute_visits")
    hours_included = fields.Float(compute="_compute_hours", compute_sudo=True)
    hours_used = fields.Float(compute="_compute_hours", compute_sudo=True)
    hours_left = fields.Float(compute="_compute_hours", compute_sudo=True)

    def _compute_order_count(self):
        counts = dict(
            self.env["aftersales.order"]._read_group(
                [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.order_count = counts.get(contract, 0)

    @api.depends("plan_ids")
    def _compute_plan_count(self):
        for contract in self:
            contract.plan_count = len(contract.plan_ids)

    @api.depends(
        "line_ids.visits_included", "line_ids.visits_done", "line_ids.visits_left"
    )
    def _compute_visits(self):
        for contract in self:
            lines = contract.line_ids
            contract.visits_included = sum(lines.mapped("visits_included"))
            contract.visits_done = sum(lines.mapped("visits_done"))
            contract.visits_left = sum(lines.mapped("visits_left"))

    @api.depends(
        "line_ids.hours_per_year",
        "date_start",
        "date_end",
        "order_ids.line_ids.contract_hours",
    )
    def _compute_hours(self):
        used = dict(
            self.env["aftersales.order.line"]._read_group(
                [("order_id.contract_id", "in", self.ids), ("contract_hours", ">", 0)],
                ["contract_id"],
                ["contract_hours:sum"],
            )
        )
        for contract in self:
            per_year = sum(contract.line_ids.mapped("hours_per_year"))
            contract.hours_included = (
                contract_billing.included(
                    per_year, contract.date_start, contract.date_end
                )
                if per_year and contract.date_start and contract.date_end
                else 0
            )
            contract.hours_used = used.get(contract, 0.0)
            contract.hours_left = max(0, contract.hours_included - contract.hours_used)

    def _cover(self, order, cost: str, product) -> contract_cover.Decision:
        """Does the contract pay for such work of an order?"""
        self.ensure_one()
        types = self.order_type_ids
        if (
            order.type_id not in types
            if types
            else order.type_id.charge_basis == charging.CHARGED
        ):
            return contract_cover.Decision(False, "not_named")
        line = order.contract_line_id
        path = (product.categ_id.parent_path or "") if product else ""
        has_hours = any(self.line_ids.mapped("hours_per_year"))
        return contract_cover.decide(
            [cover._to_plain() for cover in self.cover_ids],
            contract_cover.Work(
                cost=cost,
                product=product.id if product else None,
                categories=frozenset(map(int, path.split("/")[:-1])),
                is_misuse=order.cause_id.is_excluded_from_warranty
                or bool(order.exclusion_ids),
                is_visit=bool(line) and line.contract_id == self,
                hours_left=self.hours_left if has_hours else None,
            ),
        )

    # -- what belongs to it ------------------------------------------------------------

    def _view(self, action: str, domain: list, **context) -> dict:
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                f"aftersales_service.{action}"
            ),
            "domain": domain,
            "context": context,
        }

    def action_view_orders(self):
        return self._view(
            "aftersales_order_action",
            [("contract_id", "=", self.id)],
            default_contract_id=self.id,
            default_partner_id=self.partner_id.id,
        )

    def action_view_plans(self):
        return self._view(
            "aftersales_maintenance_plan_action",
            [("contract_id", "=", self.id)],
            default_contract_id=self.id,
            default_partner_id=self.partner_id.id,
        )

    def action_view_visits(self):
        return self._view(
            "aftersales_maintenance_occurrence_action", [("contract_id", "=", self.id)]
        )

    def action_view_next(self):
        """The new version, or the renewal."""
        return self._view("aftersales_contract_action", [("previous_id", "=", self.id)])
