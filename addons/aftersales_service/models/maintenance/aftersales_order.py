from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import charging


class AftersalesOrder(models.Model):
    """The contract that an order is done under: what it pays for, what it promises."""

    _inherit = "aftersales.order"

    contract_id = fields.Many2one(
        "aftersales.contract",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        compute="_compute_contract_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('partner_id', '=?', partner_id), ('is_in_force', '=', True)]",
        tracking=True,
    )
    contract_line_id = fields.Many2one(
        "aftersales.contract.line",
        string="Contract Service",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The visit is one of those that the price of the contract includes.",
    )

    @api.depends("equipment_id")
    def _compute_contract_id(self):
        """The contract that covered the unit on the day of the call."""
        orders = [order for order in self if order.equipment_id]
        found = self.env["aftersales.contract.unit"]._find_contracts(
            [order.equipment_id._origin for order in orders],
            [
                order._get_local_date(order.received_at or fields.Datetime.now())
                for order in orders
            ],
        )
        for order, contract in zip(orders, found, strict=True):
            order.contract_id = contract.with_env(self.env)

    @api.constrains("contract_id", "partner_id")
    def _check_contract(self):
        """Nobody is served under a contract of somebody else."""
        for order in self.filtered("contract_id"):
            customer = order.contract_id.sudo().partner_id.commercial_partner_id
            unit = order.equipment_id.sudo()
            if customer not in (
                order.partner_id.commercial_partner_id
                | unit.partner_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(order)s: %(contract)s is a contract of another customer. "
                        "Choose one of %(customer)s.",
                        order=order.display_name,
                        contract=order.contract_id.sudo().name,
                        customer=order.partner_id.display_name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if "contract_id" in vals and "equipment_id" not in vals:
            self._review_sla()
        return result

    # -- what it pays for --------------------------------------------------------------

    def _propose_coverage(self, cost: str = "goods", product=None) -> tuple[str, str]:
        """What the warranty does not pay, the contract may."""
        proposal = super()._propose_coverage(cost, product)
        contract = self.sudo().contract_id
        if proposal[0] == charging.COVERED or not contract:
            return proposal
        decision = contract._cover(self.sudo(), cost, product)
        if decision.is_covered:
            return charging.COVERED, self.env._(
                "Contract %(contract)s", contract=contract.name
            )
        if decision.reason == "hours_used":
            return proposal[0], self.env._(
                "Hours of contract %(contract)s are used up", contract=contract.name
            )
        return proposal

    def _is_free_without_contract(self, cost: str) -> bool:
        """Would it be free by order type or warranty alone?"""
        return self._decide_coverage(cost).coverage == charging.COVERED

    @api.depends("contract_id.pricelist_id")
    def _compute_pricelist_id(self):
        """Work that a contract does not cover is charged at its prices."""
        result = super()._compute_pricelist_id()
        for order in self:
            pricelist = order.sudo().contract_id.pricelist_id
            if pricelist:
                order.pricelist_id = pricelist.with_env(self.env)
        return result

    # -- what it promises --------------------------------------------------------------

    def _get_contracts(self):
        return super()._get_contracts() | self.contract_id.sale_order_id

    def _get_sla_facts(self):
        facts = super()._get_sla_facts()
        policy = self.sudo().contract_id.sla_policy_id
        if not policy:
            return facts
        return facts._replace(contracts=facts.contracts | {policy._get_contract_key()})

    def _describe_criterion(self, criterion: str) -> str | None:
        contract = self.sudo().contract_id
        if criterion == "contract" and contract.sla_policy_id:
            return self.env._("contract %(contract)s", contract=contract.name)
        return super()._describe_criterion(criterion)

    def action_view_contract(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.contract_id.display_name,
            "res_model": "aftersales.contract",
            "res_id": self.contract_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
