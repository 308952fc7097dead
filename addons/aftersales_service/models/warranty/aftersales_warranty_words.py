from datetime import date

from odoo import api, models, tools
from odoo.tools import format_amount, format_date
from odoo.tools.translate import LazyTranslate

from ...tools import warranty, warranty_facts

_lt = LazyTranslate(__name__)

REMEDIES = {
    "repair": _lt("repair free of charge"),
    "exchange": _lt("exchange for the same model"),
    "exchange_other_model": _lt("exchange for another model"),
    "refund": _lt("refund"),
    "paid_repair": _lt("repair against payment"),
}
# Reasons of tools/warranty.py; the placeholders are their values.
SENTENCES = {
    "in_term": _lt("holds until %(end)s."),
    "lifetime": _lt("holds for life."),
    "right": _lt("%(term)s, until %(end)s."),
    "failed_repairs": _lt(
        "%(value)s repairs without success (%(threshold)s are enough)."
    ),
    "exchanges": _lt("%(value)s exchanges without success (%(threshold)s are enough)."),
    "wait_parts_days": _lt(
        "%(value)s days of waiting for parts (more than %(threshold)s)."
    ),
    "own_repair_days": _lt("%(value)s days in one repair (more than %(threshold)s)."),
    "unrepaired_days": _lt("%(value)s days not repaired (more than %(threshold)s)."),
    "total_repair_days": _lt(
        "%(value)s days in repair in total (more than %(threshold)s)."
    ),
    "unrepaired_hours": _lt("%(value)s hours not repaired (more than %(threshold)s)."),
    "irreparable": _lt("it cannot be repaired."),
    "direct_loss": _lt("what the fault has cost the customer directly is made good."),
    "repaired_part": _lt("the repaired part is warranted for %(days)s days."),
    "excluded": _lt("not covered because of: %(exclusion)s."),
    "no_proof": _lt(
        "proof of purchase is missing: show the invoice or the warranty card."
    ),
    "expired": _lt("ended on %(end)s."),
    "not_set": _lt("its source does not say how long."),
    "no_start": _lt(
        "the day it starts from is not on file (invoice, delivery or use)."
    ),
    "no_term": _lt("has nothing about this kind of fault."),
    "fee_not_set": _lt("the fee for use is not set, so the refund cannot be told."),
    "part_price": _lt("the refund is the price of the part, which is not on file."),
    "burden": _lt(
        "until %(end)s the seller must prove it if the fault is not his doing."
    ),
    "unproven": _lt(
        "“%(exclusion)s” is said but not proven: without evidence it does not count."
    ),
}


class AftersalesWarrantyWords(models.AbstractModel):
    """A decision in words that a customer understands, in the reader's language."""

    _name = "aftersales.warranty.words"
    _description = "Words of a Warranty Decision"

    @api.model
    def _get_words(
        self, result: warranty.Result, currency=None, layers=None
    ) -> list[str]:
        """One sentence for what may be demanded, then one for each reason.

        :param layers: what ``_say_layers`` said, where that is known already
        """
        layers = self._say_layers(result) if layers is None else layers
        words = [self._say_remedies(result, currency)]
        # A layer that is about something else has nothing to say beside others.
        silent = (
            {"no_term"}
            if {layer.status for layer in result.layers} - {"no_term"}
            else set()
        )
        for layer, said in zip(result.layers, layers, strict=True):
            name = self._get_layer_name(layer)
            for reason, why in zip(layer.reasons + layer.warnings, said, strict=True):
                sentence = f"{name}: {why}"
                if reason.key not in silent and sentence not in words:
                    words.append(sentence)
        if not result.layers and not result.covered:
            words.append(self.env._("No warranty is on file for this unit."))
        return words

    @api.model
    def _say_layers(self, result: warranty.Result) -> list[list[str]]:
        """Reasons of each layer."""
        return [
            [self._say_reason(reason) for reason in layer.reasons + layer.warnings]
            for layer in result.layers
        ]

    @api.model
    def _get_speakers(self) -> dict:
        """These words in every language of the database."""
        return {
            code: self.with_context(lang=code)
            for code, _name in self.env["res.lang"].get_installed()
        }

    @api.model
    def _get_remedy_labels(self) -> dict[str, str]:
        return {option: self.env._(label) for option, label in REMEDIES.items()}

    def _say_remedies(self, result: warranty.Result, currency=None) -> str:
        labels = self._get_remedy_labels()
        names = []
        for option in filter(result.options.__contains__, REMEDIES):
            name = labels[option]
            if option == "refund" and result.refund is not None and currency:
                values = {
                    "refund": format_amount(self.env, float(result.refund), currency),
                    "fee": format_amount(self.env, float(result.fee or 0), currency),
                }
                name = (
                    self.env._("refund of %(refund)s (less %(fee)s for use)", **values)
                    if result.fee
                    else self.env._("refund of %(refund)s", **values)
                )
            names.append(name)
        return self.env._(
            "Entitled to: %(remedies)s.",
            remedies=self.env._(" or ").join(names),
        )

    def _get_layer_name(self, layer: warranty_facts.Layer) -> str:
        Policy = self.env["aftersales.warranty.policy"].sudo()
        if not layer.policy.key:
            return self.env._("As agreed")
        name = Policy.browse(layer.policy.key).name
        over = layer.policy.overlay_key
        return f"{name} + {Policy.browse(over).name}" if over else name

    def _say_reason(self, reason: warranty_facts.Reason) -> str:
        values = dict(reason.values)
        if isinstance(values.get("end"), date) and values["end"] != date.max:
            values["end"] = format_date(self.env, values["end"])
        if "term" in values:
            term = self.env["aftersales.warranty.term"].sudo().browse(values["term"])
            values["term"] = term.name
        if "exclusion" in values:
            values["exclusion"] = self._get_exclusion_name(values["exclusion"])
        sentence = self.env._(SENTENCES[reason.key])
        return sentence % values

    def _get_exclusion_name(self, code: str) -> str:
        if code == warranty_facts.EVERYWHERE:
            return self.env._("a cause that is not covered")
        return self._get_exclusion_names(self.env.lang).get(code, code)

    @tools.ormcache("lang")
    def _get_exclusion_names(self, lang: str | None) -> dict[str, str]:
        exclusions = self.env["aftersales.warranty.exclusion"].sudo()
        return {
            exclusion.code: exclusion.name
            for exclusion in exclusions.with_context(active_test=False).search([])
        }
