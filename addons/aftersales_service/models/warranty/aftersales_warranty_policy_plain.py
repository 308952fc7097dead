from datetime import date
from decimal import Decimal
from functools import reduce

from odoo import fields, models, tools

from ...tools import warranty_policy


class AftersalesWarrantyPolicy(models.Model):
    """The policy as plain values for ``tools/warranty.py``, and who it is for."""

    _inherit = "aftersales.warranty.policy"

    def _get_plain(self) -> tuple[warranty_policy.Policy, ...]:
        """One value a policy, kept at hand."""
        return tuple(self._get_plain_by_id(policy_id) for policy_id in self.ids)

    @tools.ormcache("policy_id")
    def _get_plain_by_id(self, policy_id: int) -> warranty_policy.Policy:
        return self.sudo().browse(policy_id)._to_plain()

    def _to_plain(self) -> warranty_policy.Policy:
        """An overlay leaves open (``None``) what it does not set."""
        self.ensure_one()
        overlay = self.kind == "overlay"

        def flag(value):
            return value or (None if overlay else False)

        return warranty_policy.Policy(
            key=self.id,
            kind=self.kind,
            terms=tuple(term._to_plain() for term in self.term_ids),
            entitlements=tuple(
                entitlement._to_plain() for entitlement in self.entitlement_ids
            ),
            exclusions=frozenset(self.exclusion_ids.mapped("code")),
            fee_status=self.fee_status or None,
            fee_rate=Decimal(str(self.fee_rate)) if self.fee_rate else None,
            restarts_at_exchange=flag(self.restarts_at_exchange),
            fee_restarts_at_exchange=flag(self.fee_restarts_at_exchange),
            repaired_part_days=self.repaired_part_days or None,
            restarts_repaired_part=flag(self.restarts_repaired_part),
            burden_months=self.burden_months or None,
            burden_whole_term=flag(self.burden_whole_term),
            ends_on_workday=flag(self.ends_on_workday),
            transport_payer=self.transport_payer or None,
            loaner_after_days=self.loaner_after_days or None,
            pays_direct_loss=flag(self.pays_direct_loss),
        )

    # -- who gets it ------------------------------------------------------------------

    @tools.ormcache("company_id")
    def _get_policy_ids(self, company_id: int) -> tuple[int, ...]:
        """Policies that were or are in force for a company."""
        return tuple(
            self.sudo()
            .search(
                [("company_id", "in", (company_id, False)), ("state", "!=", "draft")]
            )
            .ids
        )

    @tools.ormcache("company_id", "state_id")
    def _get_local_ids(self, company_id: int, state_id: int | bool) -> tuple[int, ...]:
        """Those of them that are for one province."""
        policies = self.sudo().browse(self._get_policy_ids(company_id))
        return tuple(
            policy.id for policy in policies if state_id in policy.jurisdiction_ids.ids
        )

    def _get_by_goods(self, units) -> dict:
        """By company and product of units, the policies for such goods: a few of all,
        among which each unit finds its own."""
        return {
            (company, product): self.browse(self._get_policy_ids(company.id)).filtered(
                lambda policy, product=product: policy._is_for_goods(product)
            )
            for company, product in {
                (unit.company_id, unit.product_id) for unit in units.sudo()
            }
        }

    def _is_valid_on(self, on: date) -> bool:
        self.ensure_one()
        return not (
            (self.valid_from and on < self.valid_from)
            or (self.valid_to and on > self.valid_to)
        )

    def _holds_for(self, unit, on: date) -> bool:
        """Is this policy for that unit, bought on that day?"""
        self.ensure_one()
        if not self._is_valid_on(on):
            return False
        customer = unit.partner_id.commercial_partner_id
        if (
            self.buyer != "all"
            and customer
            and (self.buyer == "company") != customer.is_company
        ):
            return False
        if self.partner_ids and customer not in (
            self.partner_ids | self.partner_ids.commercial_partner_id
        ):
            return False
        return self._is_for_goods(unit.product_id)

    def _is_for_goods(self, product) -> bool:
        self.ensure_one()
        return bool(
            self.is_for_all_goods
            or product.product_tmpl_id in self.product_ids
            or self._category_depth(product.categ_id)
            or (
                self.partner_ids and not (self.product_ids or self.product_category_ids)
            )
        )

    def _category_depth(self, category) -> int:
        """How deep in the tree the nearest of its categories stands; 0: none."""
        path = [int(part) for part in (category.parent_path or "").split("/") if part]
        wanted = set(self.product_category_ids.ids)
        return max(
            (depth for depth, part in enumerate(path, 1) if part in wanted), default=0
        )

    def _choose_layers(self, unit, on: date):
        """Of the policies in force, those a unit bought ``on`` that day gets.

        Every law; of the company's promises the most precise: for the customer, for
        the product, for the nearest category, for all goods. Provincial rules are not
        among them, they follow the place where the unit stands.
        """
        mine = self.filtered(
            lambda policy: (
                policy.kind in ("law", "promise")
                and not policy.jurisdiction_ids
                and policy._holds_for(unit, on)
            )
        )
        laws = mine.filtered(lambda policy: policy.kind == "law")
        promises = mine - laws
        template = unit.product_id.product_tmpl_id

        def precision(policy):
            if template in policy.product_ids:
                return 1000
            return policy._category_depth(unit.product_id.categ_id)

        personal = promises.filtered("partner_ids")
        general = promises - personal
        if general:
            best = max(map(precision, general))
            general = general.filtered(lambda policy: precision(policy) == best)
        return personal + general + laws

    def _lay_over(self, overlays) -> tuple[warranty_policy.Policy, ...]:
        """Plain layers: each law with the provincial rules on top, beside the law as
        it is."""
        laws = self.filtered(
            lambda policy: policy.kind == "law" and policy.takes_provincial_rules
        )
        extra = tuple(
            reduce(warranty_policy.overlay, overlays._get_plain(), law)
            for law in laws._get_plain()
            if overlays
        )
        return self._get_plain() + extra

    def _stand_back(self, is_agreed: bool):
        """Without those that are only for goods for which nothing else sets a term."""
        others = self.filtered(lambda policy: not policy.is_subsidiary)
        return others if is_agreed or others._sets_term() else self

    def _sets_term(self) -> bool:
        """Does any of them say how long a warranty runs?"""
        return any(
            not term.is_right
            and (
                term.is_lifetime
                or any(clock.months or clock.days for clock in term.clocks)
            )
            for policy in self._get_plain()
            for term in policy.terms
        )

    def _get_purchase_date(self, unit) -> date:
        return (
            unit.invoice_date
            or unit.delivery_date
            or unit.acceptance_date
            or fields.Date.context_today(unit)
        )
