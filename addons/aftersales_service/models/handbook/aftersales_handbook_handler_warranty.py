from odoo import api, fields, models

from ...tools.handbook import Value


class AftersalesHandbookHandler(models.AbstractModel):
    """Warranty: a copy of a shipped promise put in force for the company, and laws
    that are in force for its goods."""

    _inherit = "aftersales.handbook.handler"

    # -- promises ---------------------------------------------------------------------
    @api.model
    def _propose_warranty(self, item) -> Value:
        value = self._get_policy_value(item.policy_id)
        return value if value.key else Value(None, self.env._("term not set"))

    @api.model
    def _get_policy_value(self, policy) -> Value:
        """What is promised, whoever it is for; None without any term."""
        if not policy or not policy._sets_term():
            return Value(None)
        terms = [
            (
                term.code,
                term.scope,
                tuple((clock.event, clock.months, clock.days) for clock in term.clocks),
                tuple(sorted(term.remedies)),
                term.is_lifetime,
            )
            for term in policy._to_plain().terms
        ]
        durations = [
            f"{term.name}: {term.duration}"
            for term in policy.term_ids
            if not term.is_right
        ]
        label = f"{policy.name} ({'; '.join(durations)})"
        return Value(repr(sorted(terms, key=repr)), label)

    @api.model
    def _get_own_promises(self, company):
        return self.env["aftersales.warranty.policy"].search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "promise"),
                ("state", "=", "in_force"),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", fields.Date.context_today(self)),
            ],
            order="version desc, sequence, id",
        )

    @api.model
    def _get_own_promise(self, item, own, records: dict):
        """The version in force of what was applied, else the company's own promise of
        the kind, or for all goods; one for certain goods is another promise."""
        record = records.get(item.parameter_id)
        if record is None:
            same = own.filtered(lambda p: p.code == item.policy_id.code)
            return (
                same or own.filtered(lambda p: p.is_for_all_goods and not p.partner_ids)
            )[:1]
        return own.filtered(lambda p: p == record or p.previous_id == record)[:1]

    @api.model
    def _read_warranty(self, items, company, records) -> dict:
        own = self._get_own_promises(company)
        return {
            item: self._get_policy_value(self._get_own_promise(item, own, records))
            for item in items
        }

    @api.model
    def _apply_warranty(self, items, company, records, categories) -> dict:
        own = self._get_own_promises(company)
        made = {}
        for item in items:
            before = self._get_own_promise(item, own, records)
            template = item.policy_id
            policy = template.copy(
                {
                    "code": template.code,
                    "company_id": company.id,
                    "previous_id": before.id,
                    "version": before.version + 1 if before else 1,
                    **self._prepare_goods_vals(categories),
                }
            )
            policy.action_put_in_force()
            made[item] = policy
        return made

    @api.model
    def _prepare_goods_vals(self, categories) -> dict:
        return {
            "is_for_all_goods": not categories,
            "product_category_ids": [fields.Command.set(categories.ids)],
        }

    # -- laws -------------------------------------------------------------------------
    @api.model
    def _propose_warranty_law(self, item) -> Value:
        return Value("in_force", self.env._("in force for our goods"))

    @api.model
    def _read_warranty_law(self, items, company, records) -> dict:
        in_force = Value("in_force", self.env._("in force for our goods"))
        return {
            item: in_force
            if item.policy_id.state == "in_force"
            and (
                item.policy_id.is_for_all_goods
                or item.policy_id.product_ids
                or item.policy_id.product_category_ids
            )
            else Value(None)
            for item in items
        }

    @api.model
    def _apply_warranty_law(self, items, company, records, categories) -> dict:
        for law in items.policy_id:
            if categories:
                law.product_category_ids |= categories
            else:
                law.is_for_all_goods = True
            law.action_put_in_force()
        return {item: item.policy_id for item in items}
