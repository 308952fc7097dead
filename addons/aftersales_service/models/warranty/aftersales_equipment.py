from datetime import date

from odoo import api, fields, models

from ...tools import warranty, warranty_facts, warranty_policy

# What decides which policies a unit gets, and when its terms run.
MOMENTS = (
    "factory_date",
    "invoice_date",
    "delivery_date",
    "acceptance_date",
    "first_use_date",
    "extension_date",
    "exchange_date",
)
PURCHASE_MOMENTS = ("invoice_date", "delivery_date", "acceptance_date")
# What else a change of which is decided anew.
DECIDING = {
    *MOMENTS,
    "partner_id",
    "site_partner_id",
    "product_id",
    "policy_ids",
    "typed_end_date",
    "warranty_lost_on",
    "proof",
    "price",
}


class AftersalesEquipment(models.Model):
    """The policies a unit was sold with, and until when they hold."""

    _inherit = "aftersales.equipment"

    policy_id = fields.Many2one(
        "aftersales.warranty.policy",
        string="Warranty Policy",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The company's promise, or the contract, that the unit was sold with.",
    )
    policy_ids = fields.Many2many(
        "aftersales.warranty.policy",
        string="Warranty Layers",
        copy=False,
        help="Promises and laws, frozen when the unit was sold. Provincial rules come "
        "on top, by the place where it stands.",
    )
    policies_frozen_on = fields.Date(string="Policies Since", readonly=True, copy=False)
    typed_end_date = fields.Date(
        string="Agreed End",
        copy=False,
        help="A last day that somebody typed: it holds beside what the policies give.",
    )
    exchange_date = fields.Date(
        string="Given in Exchange",
        tracking=True,
        copy=False,
        help="The day it took the place of another unit: its term starts anew.",
    )
    extension_date = fields.Date(string="Extension Sold", copy=False)
    proof = fields.Selection(
        [
            (warranty_facts.SHOWN, "On File"),
            (warranty_facts.PROVABLE, "Lost, Date Can Be Proved"),
            (warranty_facts.LOST, "Lost"),
        ],
        string="Proof of Purchase",
        default=warranty_facts.SHOWN,
        required=True,
        tracking=True,
        help="Invoice and warranty card. Who lost them but can prove the day of "
        "purchase stays covered.",
    )
    decision_ids = fields.One2many(
        "aftersales.warranty.decision", "equipment_id", string="Warranty Decisions"
    )
    warranty_words = fields.Text(
        string="What Holds Today", compute="_compute_warranty_words"
    )

    warranty_end_date = fields.Date(
        compute="_compute_warranty_end_date",
        inverse="_inverse_warranty_end_date",
        store=True,
        help="Last day of the longest layer. Typed by hand it is an agreed end, which "
        "holds beside the policies. Empty: not known, so work is proposed as paid.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "warranty_end_date" in vals:
            # An agreed end does not shorten what the policies give.
            self.env.add_to_compute(self._fields["warranty_end_date"], self)
        if vals.keys() & DECIDING:
            self._redecide()
        return result

    def _on_moments_changed(self) -> None:
        result = super()._on_moments_changed()
        self._freeze_policies()
        return result

    @api.depends(
        *MOMENTS,
        "policy_ids",
        "typed_end_date",
        "warranty_lost_on",
        "proof",
        "partner_id.state_id",
        "site_partner_id.state_id",
        "order_ids.repaired_at",
        "order_ids.signed_at",
    )
    def _compute_warranty_end_date(self):
        """Repairs lengthen it when they are done."""
        layers = self._get_layers()
        facts = self._get_facts(fields.Date.context_today(self))
        for unit in self:
            done = tuple(repair for repair in facts[unit.id].repairs if repair.day_out)
            result = warranty.decide(
                layers[unit.id], facts[unit.id]._replace(repairs=done)
            )
            end = max(
                (layer.term_end for layer in result.layers if layer.term_end),
                default=None,
            )
            unit.warranty_end_date = end if end != date.max else False

    def _compute_warranty_words(self):
        for unit in self:
            unit.warranty_words = (
                "\n".join(unit._get_warranty_words()) if unit.ids else False
            )

    def _inverse_warranty_end_date(self):
        for unit in self:
            unit.typed_end_date = unit.warranty_end_date

    def _redecide(self) -> None:
        """Facts of the unit have changed: so may what its open orders may demand."""
        self.sudo().order_ids.filtered(
            lambda order: not order.signed_at
        )._decide_warranty()

    # -- freezing -------------------------------------------------------------------

    def _freeze_policies(self) -> None:
        """Give units that were sold the policies of that day, once and for all."""
        units = self.filtered(
            lambda unit: (
                not unit.policies_frozen_on
                and any(unit[moment] for moment in PURCHASE_MOMENTS)
            )
        )
        if not units:
            return
        Policy = self.env["aftersales.warranty.policy"].sudo()
        lines = units.sudo().sale_line_id.order_id.order_line
        sold = lines.filtered(
            lambda line: (
                line.product_id.sold_policy_id and not line.covered_equipment_id
            )
        ).grouped("order_id")
        groups, known = {}, Policy._get_by_goods(units)
        for unit in units.sudo():
            on = Policy._get_purchase_date(unit)
            chosen = known[unit.company_id, unit.product_id]._choose_layers(unit, on)
            contract = unit.sale_line_id.warranty_policy_id
            if contract:
                chosen = contract + chosen.filtered(lambda p: p.kind != "promise")
            extensions = sold.get(unit.sale_line_id.order_id, lines.browse())
            extensions = extensions.product_id.sold_policy_id.filtered(
                lambda policy, unit=unit, on=on: policy._holds_for(unit, on)
            )
            vals = (
                chosen.filtered(lambda p: p.kind != "law")[:1].id,
                tuple((chosen | unit.policy_ids | extensions).ids),
                on,
                on if extensions and not unit.extension_date else unit.extension_date,
            )
            groups[vals] = groups.get(vals, units.browse()) | unit
        for (policy_id, policy_ids, on, extension), same in groups.items():
            same.sudo().write(
                {
                    "policy_id": policy_id,
                    "policy_ids": [fields.Command.set(policy_ids)],
                    "policies_frozen_on": on,
                    "extension_date": extension,
                }
            )

    def _is_warranty_transferable(self) -> bool:
        self.ensure_one()
        return not self.policy_id or self.policy_id.is_transferable

    # -- what holds -----------------------------------------------------------------

    def _get_layers(self) -> dict[int, tuple[warranty_policy.Policy, ...]]:
        """Layers of each unit: frozen ones, those of the province, what was typed."""
        Policy = self.env["aftersales.warranty.policy"].sudo()
        found, cache = {}, {}
        known = Policy._get_by_goods(self.filtered(lambda u: not u.policies_frozen_on))
        for unit in self.sudo():
            policies = unit._get_held_policies()
            on = Policy._get_purchase_date(unit)
            if not unit.policies_frozen_on:
                of_goods = known[unit.company_id, unit.product_id]
                policies |= of_goods._choose_layers(unit, on)
            state = (unit.site_partner_id or unit.partner_id).state_id
            key = (
                unit.product_id,
                unit.partner_id.commercial_partner_id,
                policies,
                state,
                on,
                bool(unit.typed_end_date),
            )
            if key not in cache:
                local = Policy.browse(
                    Policy._get_local_ids(unit.company_id.id, state.id)
                )
                own = local.filtered(
                    lambda policy, unit=unit, on=on: (
                        policy.kind != "overlay" and policy._holds_for(unit, on)
                    )
                )
                over = local.filtered(
                    lambda policy, on=on: (
                        policy.kind == "overlay" and policy._is_valid_on(on)
                    )
                )
                chosen = (policies | own)._stand_back(bool(unit.typed_end_date))
                cache[key] = chosen._lay_over(over)
            found[unit.id] = cache[key] + unit._get_typed_layer()
        return found

    def _get_typed_layer(self) -> tuple[warranty_policy.Policy, ...]:
        """An end that somebody typed is a promise like any other."""
        if not self.typed_end_date:
            return ()
        term = warranty_policy.Term(None, "typed", (), ends_on=self.typed_end_date)
        return (
            warranty_policy.Policy(
                None,
                "contract",
                (term,),
                exclusions=frozenset({warranty_facts.EVERYWHERE}),
            ),
        )

    def _assess(self, on: date | None = None, part=None, symptom=None):
        """What holds for a fault reported on that day, without storing anything.

        :param part: ``aftersales.part.class`` record, or none for the whole unit
        :param symptom: fault code; earlier repairs of the same fault did not hold
        :return: ``warranty.Result``
        """
        self.ensure_one()
        on = on or fields.Date.context_today(self)
        facts = self._get_facts(on)[self.id]._replace(part=part.id if part else None)
        if symptom:
            facts = facts._replace(
                is_performance=symptom.severity != "minor",
                is_serious=symptom.severity == "serious",
                repairs=self._get_repairs_of_fault(symptom, on),
            )
        return warranty.decide(self._get_layers()[self.id], facts)

    def _get_warranty_words(self, symptom=None) -> list[str]:
        """What holds for the unit today, for its customer."""
        self.ensure_one()
        result = self._assess(symptom=symptom)
        currency = self.currency_id
        return self.env["aftersales.warranty.words"]._get_words(result, currency)
