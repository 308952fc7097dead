from odoo import api, models
from odoo.fields import Command

from ...tools import commitment as rules
from ...tools.handbook import Value

# There is one of these in a company.
SINGULAR = ("concept", "strategy")


class AftersalesHandbookHandler(models.AbstractModel):
    """Concept and commitments become drafts: what is published is decided by people.

    A commitment promises what the items it rests on set, and is bound to the targets
    and policies that were made of them.
    """

    _inherit = "aftersales.handbook.handler"

    @api.model
    def _propose_commitment(self, item) -> Value:
        return Value(self._get_words_key(item), item.title or item.statement or "")

    @api.model
    def _get_words_key(self, record) -> str:
        """The same words are the same, whatever language somebody reads them in."""
        return (record.with_context(lang="en_US").statement or "").strip()

    @api.model
    def _get_own_commitments(self, company):
        return self.env["aftersales.commitment"].search(
            [("company_id", "=", company.id)], order="version desc, id desc"
        )

    @api.model
    def _get_own_commitment(self, item, own, records: dict):
        """The newest version of what was applied; of concept and strategy, the one."""
        following = {commitment.previous_id: commitment for commitment in own}
        record = records.get(item.parameter_id)
        if record is None and item.commitment_kind in SINGULAR:
            record = own.filtered(lambda c: c.kind == item.commitment_kind)[:1]
        while record and record in following:
            record = following[record]
        live = own.filtered(lambda c: c.state != "superseded")
        return record if record and record in live else own.browse()

    @api.model
    def _read_commitment(self, items, company, records) -> dict:
        own = self._get_own_commitments(company)
        found = {}
        for item in items:
            commitment = self._get_own_commitment(item, own, records)
            found[item] = (
                Value(self._get_words_key(commitment), commitment.display_name)
                if commitment
                else Value(None)
            )
        return found

    @api.model
    def _apply_commitment(self, items, company, records, categories) -> dict:
        own = self._get_own_commitments(company)
        made = {}
        for item in items:
            commitment = self._get_own_commitment(item, own, records)
            vals = self._prepare_commitment_vals(item, company, records)
            if not commitment:
                commitment = own.create(vals)
            else:
                if commitment.state != "draft":
                    action = commitment.action_new_version()
                    commitment = own.browse(action["res_id"])
                commitment.promise_ids = [Command.clear()]
                commitment.write(vals)
            commitment._copy_words(item)
            made[item] = commitment
        return made

    @api.model
    def _prepare_commitment_vals(self, item, company, records: dict) -> dict:
        kept_by = [records.get(basis.parameter_id) for basis in item.basis_ids]
        return {
            "name": item.title,
            "statement": item.statement,
            "kind": item.commitment_kind,
            "measure": item.measure or "none",
            "company_id": company.id,
            "sequence": item.sequence,
            "source": f"{item.handbook_id.source} ({item.rules})",
            "promise_ids": [
                Command.create(vals)
                for basis in item.basis_ids
                for vals in self._prepare_promise_vals(basis, item.remedy)
            ],
            "sla_target_ids": self._link(kept_by, "aftersales.sla.target"),
            "policy_ids": self._link(kept_by, "aftersales.warranty.policy"),
        }

    @api.model
    def _link(self, records, model: str) -> list:
        ids = [r.id for r in records if r is not None and r._name == model]
        return [Command.set(ids)]

    @api.model
    def _prepare_promise_vals(self, basis, remedy: str) -> list[dict]:
        """Figures that an item of the handbook promises; none where it is left open."""
        target, policy = basis.sla_target_id, basis.policy_id
        if basis.calendar_id:
            hours = basis.calendar_id.hours_per_week
            return [{"kind": rules.COVERAGE, "amount": hours}]
        if target.amount:
            return [
                {
                    "kind": rules.TIME,
                    "milestone": target.milestone,
                    "start_milestone": target.start_milestone,
                    "amount": target.amount,
                    "unit": target.unit,
                    "parts_status": target.parts_status,
                }
            ]
        guarantee = self.env["aftersales.commitment"]._get_plain_guarantee(policy)
        months = [
            term.months or 0 for term in guarantee.terms if remedy in term.remedies
        ]
        if not any(months):
            return []
        return [{"kind": rules.WARRANTY, "months": max(months), "remedy": remedy}]
