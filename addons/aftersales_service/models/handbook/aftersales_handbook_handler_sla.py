from odoo import api, models

from ...tools.handbook import Value


class AftersalesHandbookHandler(models.AbstractModel):
    """Times promised: one policy of the company, for whatever has no promise of its
    own. A handbook's own policies stay as they are; their targets are the figures."""

    _inherit = "aftersales.handbook.handler"

    @api.model
    def _get_sla_policy(self, company, records: dict):
        """The policy that handbooks fill: the one filled before, else the company's
        own for everybody, else none."""
        Policy = self.env["aftersales.sla.policy"]
        linked = Policy
        for record in records.values():
            if record is not None and record._name == "aftersales.sla.target":
                linked |= record.policy_id
            elif record is not None and record._name == Policy._name:
                linked |= record
        linked = linked.filtered(lambda p: p.active and p.company_id == company)
        if linked:
            return linked[:1]
        criteria = Policy._get_promise_fields() - {"calendar_id"}
        own = Policy.search([("company_id", "=", company.id)])
        return own.filtered(lambda p: not any(p[field] for field in criteria))[:1]

    @api.model
    def _ensure_sla_policy(self, items, company, records: dict):
        policy = self._get_sla_policy(company, records)
        return policy or self.env["aftersales.sla.policy"].create(
            {
                "name": self.env._(
                    "%(handbook)s: Promise to Everybody",
                    handbook=items.handbook_id[:1].name,
                ),
                "company_id": company.id,
                "source": items.handbook_id[:1].source,
            }
        )

    # -- service hours ----------------------------------------------------------------
    @api.model
    def _propose_sla_calendar(self, item) -> Value:
        return self._get_calendar_value(item.calendar_id)

    @api.model
    def _get_calendar_value(self, calendar) -> Value:
        return Value(str(calendar.id) if calendar else None, calendar.name or "")

    @api.model
    def _read_sla_calendar(self, items, company, records) -> dict:
        policy = self._get_sla_policy(company, records)
        return dict.fromkeys(items, self._get_calendar_value(policy.calendar_id))

    @api.model
    def _apply_sla_calendar(self, items, company, records, categories) -> dict:
        policy = self._ensure_sla_policy(items, company, records)
        policy.calendar_id = items.calendar_id[:1]
        return dict.fromkeys(items, policy)

    # -- targets ----------------------------------------------------------------------
    @api.model
    def _propose_sla_target(self, item) -> Value:
        value = self._get_target_value(item.sla_target_id)
        return value if value.key else Value(None, self.env._("not set"))

    @api.model
    def _get_target_value(self, target) -> Value:
        if not target.amount:
            return Value(None)
        label = target.display_name
        if target.start_milestone != "receive":
            starts = dict(target._selection_start_milestone())
            label = self.env._(
                "%(target)s, from: %(start)s",
                target=label,
                start=starts[target.start_milestone],
            )
        key = (target.milestone, f"{target.amount:g}", target.unit)
        more = (target.start_milestone, target.parts_status or "")
        return Value(" ".join((*key, *more)), label)

    @api.model
    def _get_own_target(self, item, policy, records: dict):
        """The target set before for this parameter, else one for the same."""
        record = records.get(item.parameter_id)
        template = item.sla_target_id
        if record is not None and record in policy.target_ids:
            return record
        return policy.target_ids.filtered(
            lambda target: (
                target.milestone == template.milestone
                and target.parts_status == template.parts_status
            )
        )[:1]

    @api.model
    def _read_sla_target(self, items, company, records) -> dict:
        policy = self._get_sla_policy(company, records)
        return {
            item: self._get_target_value(self._get_own_target(item, policy, records))
            for item in items
        }

    @api.model
    def _apply_sla_target(self, items, company, records, categories) -> dict:
        policy = self._ensure_sla_policy(items, company, records)
        made = {}
        for item in items:
            vals = self._prepare_target_vals(item)
            target = self._get_own_target(item, policy, records)
            if target:
                target.write(vals)
            else:
                target = target.create({**vals, "policy_id": policy.id})
            made[item] = target
        return made

    @api.model
    def _prepare_target_vals(self, item) -> dict:
        template = item.sla_target_id
        return {
            "sequence": item.sequence,
            "milestone": template.milestone,
            "start_milestone": template.start_milestone,
            "amount": template.amount,
            "unit": template.unit,
            "parts_status": template.parts_status,
            "source": item.rules,
        }
