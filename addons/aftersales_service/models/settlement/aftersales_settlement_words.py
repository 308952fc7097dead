from odoo import api, fields, models
from odoo.tools import formatLang

from ...tools import rate


class AftersalesSettlementLine(models.Model):
    """A line in words: what it is made of, from the facts it was reckoned with."""

    _inherit = "aftersales.settlement.line"

    reason = fields.Char(string="Why", compute="_compute_reason")

    @api.depends("kind", "facts", "note", "quantity", "price_unit", "rule_id")
    @api.depends_context("lang")
    def _compute_reason(self):
        for line in self:
            parts = [line._describe_facts(), line._describe_rate(), line.note]
            line.reason = " · ".join(part for part in parts if part)

    def _describe_rate(self) -> str:
        """Whom the rate is for, where it is not for all."""
        self.ensure_one()
        rule = self.rule_id.sudo()
        named = [rule.fault_id.name, rule.categ_id.name, rule.order_type_id.name]
        return ", ".join(name for name in named if name)

    def _describe_facts(self) -> str:
        self.ensure_one()
        facts = self.facts or {}
        if "minimum" in facts:
            return self._describe_minimum(facts)
        words = []
        if "bands" in facts:
            words.append(self._describe_bands(facts))
        elif facts.get("basis") == rate.PERCENT:
            words.append(
                self.env._(
                    "%(percent)s %% of %(base)s",
                    percent=f"{facts['percent']:g}",
                    base=self._format(facts["base"]),
                )
            )
        elif facts.get("basis") in (rate.HOUR, rate.PART):
            words.append(self._describe_count(facts["basis"]))
        words.append(self._describe_cause(facts))
        return ", ".join(word for word in words if word)

    def _describe_minimum(self, facts: dict) -> str:
        return self.env._(
            "%(minimum)s guaranteed, %(earned)s earned",
            minimum=self._format(facts["minimum"]),
            earned=self._format(facts["earned"]),
        )

    def _describe_count(self, basis: str) -> str:
        values = {"count": f"{self.quantity:g}", "rate": self._format(self.price_unit)}
        if basis == rate.HOUR:
            return self.env._("%(count)s h at %(rate)s", **values)
        return self.env._("%(count)s parts at %(rate)s", **values)

    def _describe_bands(self, facts: dict) -> str:
        bands = []
        for band in facts["bands"]:
            values = {
                "km": f"{band['km']:g}",
                "beyond": f"{band['from']:g}",
                "rate": self._format(band["rate"]),
            }
            if band["basis"] == rate.KM:
                bands.append(
                    self.env._("%(km)s km beyond %(beyond)s at %(rate)s", **values)
                )
            else:
                bands.append(self.env._("beyond %(beyond)s km: %(rate)s", **values))
        way = self.env._("%(km)s km", km=f"{facts['km']:g}")
        return f"{way}: {' + '.join(bands)}"

    def _describe_cause(self, facts: dict) -> str:
        """The opinion, or the promise that was missed."""
        if self.kind in (rate.BONUS_OPINION, rate.PENALTY_OPINION):
            return self._get_label("aftersales.dispatch", "opinion", facts["opinion"])
        if self.kind == rate.LATE and facts.get("milestone"):
            return self._get_label(
                "aftersales.order.sla", "milestone", facts["milestone"]
            )
        return ""

    def _get_label(self, model: str, field: str, value: str) -> str:
        labels = self.env[model]._fields[field]._description_selection(self.env)
        return dict(labels).get(value, value)

    def _format(self, amount: float) -> str:
        return formatLang(self.env, amount, currency_obj=self.currency_id)
