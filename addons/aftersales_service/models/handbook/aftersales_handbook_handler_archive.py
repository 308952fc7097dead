from odoo import api, models

from ...tools.handbook import Value

# Period of a rule: unit of an item that says by which day after it.
UNITS = {"week": "by_week", "month": "by_month", "quarter": "by_quarter"}
PERIODS = {unit: period for period, unit in UNITS.items()}


class AftersalesHandbookHandler(models.AbstractModel):
    """Archive rules: by which day after which period papers are handed in. What holds
    for all companies is changed for all of them, if somebody agrees to it."""

    _inherit = "aftersales.handbook.handler"

    @api.model
    def _propose_archive_rule(self, item) -> Value:
        return self._get_archive_value(item.unit, int(item.amount))

    @api.model
    def _get_archive_value(self, unit: str, day: int) -> Value:
        field = self.env["aftersales.handbook.item"]._fields["unit"]
        units = dict(field._description_selection(self.env))
        return Value(f"{unit} {day}", f"{day}: {units.get(unit, '')}")

    @api.model
    def _get_own_archive_rules(self, items, company) -> dict:
        """By source of the papers, the company's own rule, else that for everybody."""
        rules = self.env["aftersales.archive.rule"].search(
            [
                ("company_id", "in", (company.id, False)),
                ("source", "in", items.archive_rule_id.mapped("source")),
            ]
        )
        shared = rules.filtered(lambda rule: not rule.company_id)
        return {rule.source: rule for rule in (*shared, *(rules - shared))}

    @api.model
    def _read_archive_rule(self, items, company, records) -> dict:
        own = self._get_own_archive_rules(items, company)
        found = {}
        for item in items:
            rule = own.get(item.archive_rule_id.source)
            found[item] = (
                self._get_archive_value(UNITS.get(rule.period), rule.due_day)
                if rule
                else Value(None)
            )
        return found

    @api.model
    def _apply_archive_rule(self, items, company, records, categories) -> dict:
        own = self._get_own_archive_rules(items, company)
        made = {}
        for item in items:
            vals = {"due_day": int(item.amount), "period": PERIODS[item.unit]}
            rule = own.get(item.archive_rule_id.source)
            if rule:
                rule.write(vals)
            else:
                vals |= {"company_id": company.id, "active": True}
                rule = item.archive_rule_id.copy(vals)
            made[item] = rule
        return made
