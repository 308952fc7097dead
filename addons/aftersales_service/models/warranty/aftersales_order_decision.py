import json
from hashlib import sha1

from odoo import api, fields, models

from ...tools import charging, warranty


class AftersalesOrder(models.Model):
    """The warranty decision: taken when facts change, until the order is signed."""

    _inherit = "aftersales.order"

    decision_ids = fields.One2many(
        "aftersales.warranty.decision", "order_id", string="Warranty Decisions"
    )
    decision_id = fields.Many2one(
        "aftersales.warranty.decision",
        string="Warranty Decision",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    decision_explanation = fields.Text(
        string="Warranty", related="decision_id.explanation"
    )
    is_warranty_free = fields.Boolean(
        string="Free of Charge", related="decision_id.is_free"
    )

    def _decide_warranty(self) -> None:
        """Decide for all records at once; an outcome that is the same is kept."""
        orders = self.filtered(
            lambda order: (
                order.equipment_id
                and order.type_id.charge_basis == charging.BY_WARRANTY
                and not order.signed_at
                and order.state != "cancelled"
            )
        ).sudo()
        (self.sudo() - orders).filtered(
            lambda order: (
                order.decision_id and not order.equipment_id and not order.signed_at
            )
        )._drop_decision()
        if not orders:
            return
        layers, facts = orders.equipment_id._get_layers(), orders._get_warranty_facts()
        results = {}
        for order in orders:
            result = warranty.decide(
                layers[order.equipment_id.id],
                facts[order.id]._replace(is_recalled=order._is_recalled()),
            )
            digest = order._get_decision_digest(facts[order.id], result)
            if order.decision_id.digest != digest:
                results[order] = (facts[order.id], result, digest)
        if results:
            self._store_decisions(results)

    def _is_recalled(self) -> bool:
        """Is the unit under a recall, which overrides every term?"""
        return False

    def _drop_decision(self) -> None:
        self.decision_id.is_current = False
        self.decision_id = False

    @api.model
    def _get_decision_digest(self, facts, result: warranty.Result) -> str:
        """The day up to which open repairs are counted is no new fact by itself."""
        key = [
            facts._replace(as_of=None, now=None)._asdict(),
            result.covered,
            result.options,
            result.reason,
            [
                (layer.policy.key, layer.policy.overlay_key, layer.status)
                for layer in result.layers
            ],
        ]
        return sha1(
            json.dumps(key, default=str, sort_keys=True).encode(), usedforsecurity=False
        ).hexdigest()

    @api.model
    def _store_decisions(self, results: dict) -> None:
        """A row a decision and one a layer, the same statements whatever the number."""
        Decision = self.env["aftersales.warranty.decision"].sudo()
        before = {order: order.decision_id for order in results}
        replaced = Decision.browse(decision.id for decision in before.values())
        replaced.is_current = False
        # A unique index allows one current decision an order.
        replaced.flush_recordset(["is_current"])
        speakers = self.env["aftersales.warranty.words"]._get_speakers()
        vals_list, layers = [], []
        for order, (facts, result, digest) in results.items():
            said = {lang: words._say_layers(result) for lang, words in speakers.items()}
            currency = order.company_id.currency_id
            vals_list.append(
                {
                    **order._prepare_decision_vals(facts, result, digest),
                    **before[order]._prepare_kept_override_vals(result),
                    "explanations": {
                        lang: "\n".join(words._get_words(result, currency, said[lang]))
                        for lang, words in speakers.items()
                    },
                }
            )
            layers.append(self._prepare_decision_line_vals(result, said))
        decisions = Decision.create(vals_list)
        # As part of the decisions' values, the host would create those of each alone.
        decisions.line_ids.create(
            [
                {**vals, "decision_id": decision.id}
                for decision, lines in zip(decisions, layers, strict=True)
                for vals in lines
            ]
        )
        for order, decision in zip(results, decisions, strict=True):
            order.sudo().decision_id = decision
            before[order]._tell_lost_override(decision)

    def _prepare_decision_vals(self, facts, result: warranty.Result, digest) -> dict:
        self.ensure_one()
        giving = [layer.policy for layer in result.layers if layer.options]
        payers = {policy.transport_payer for policy in giving}
        loans = [
            policy.loaner_after_days for policy in giving if policy.loaner_after_days
        ]
        policies = self.env["aftersales.warranty.policy"].sudo()
        policies = policies.browse(
            layer.policy.key for layer in result.layers if layer.policy.key
        )
        return {
            "order_id": self.id,
            "equipment_id": self.equipment_id.id,
            "is_forecast": any(policies.mapped("needs_appraisal"))
            and not self.assessed_at,
            "is_covered": result.covered,
            "can_repair": "repair" in result.options,
            "can_exchange": "exchange" in result.options,
            "can_exchange_other": "exchange_other_model" in result.options,
            "can_refund": "refund" in result.options,
            "is_goods_covered": "goods" in result.covers,
            "is_labour_covered": "labour" in result.covers,
            "is_travel_covered": "travel" in result.covers,
            "price": float(facts.price or 0),
            "is_refund_known": result.refund is not None,
            "refund_amount": float(result.refund or 0),
            "fee_amount": float(result.fee or 0),
            "term_end_date": _date(result.term_end),
            "reason": result.reason,
            "burden_on_operator": result.burden_on_operator,
            "transport_payer": next(
                (payer for payer in ("company", "customer") if payer in payers), False
            ),
            "loaner_after_days": min(loans, default=0),
            "facts": json.loads(json.dumps(facts._asdict(), default=str)),
            "digest": digest,
        }

    @api.model
    def _prepare_decision_line_vals(
        self, result: warranty.Result, said: dict[str, list[list[str]]]
    ) -> list[dict]:
        """What each layer said, in words by language."""
        best = max(
            (layer for layer in result.layers if layer.options),
            key=lambda layer: (
                len(layer.options),
                layer.refund or 0,
                layer.term_end and layer.term_end.toordinal() or 0,
            ),
            default=None,
        )
        return [
            {
                "sequence": index,
                "policy_id": layer.policy.key,
                "overlay_id": layer.policy.overlay_key,
                "term_id": layer.term,
                "status": layer.status,
                "term_end_date": _date(layer.term_end),
                "options": ",".join(sorted(layer.options)),
                "refund_amount": float(layer.refund or 0),
                "fee_amount": float(layer.fee or 0),
                "is_best": layer is best,
                "explanations": {
                    lang: " ".join(layers[index]) for lang, layers in said.items()
                },
            }
            for index, layer in enumerate(result.layers)
        ]

    def _get_warranty_refusal(self, cost: str) -> str | None:
        decision = self.sudo().decision_id
        return decision._get_refusal(cost) if decision else None


def _date(day):
    """A term for life has no last day that a calendar knows."""
    return day if day and day.year < 9999 else False
