from odoo import api, models

from ...tools import sla_policy


class AftersalesPromisedMixin(models.AbstractModel):
    """A document whose promises follow its facts and its moments.

    The document has a one2many ``sla_ids`` to its model of promises
    (``aftersales.promise.mixin``), and says which of its moments promises start with
    and lead to, which facts decide, and who is told.
    """

    _name = "aftersales.promised.mixin"
    _description = "Document with Promises"

    # What decides which policy holds; a change of it is another promise.
    _sla_facts: frozenset[str] = frozenset()
    # What changes between the targets of one policy.
    _sla_switches: frozenset[str] = frozenset()

    # -- life of the promises ----------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._review_sla()
        return documents

    def write(self, vals):
        result = super().write(vals)
        changed = vals.keys()
        if changed & self._sla_facts:
            self._review_sla()
        elif changed & self._sla_switches:
            self._switch_sla()
        if changed & {"state", *self._get_start_fields().values()}:
            self._follow_moments()
        return result

    def _review_sla(self) -> None:
        """Promise what the facts call for; a promise whose policy still holds stays.

        Its figures are those of the day it was made, whatever became of the policy
        since; what was met or missed stays in any case.
        """
        stale, anew = self.browse(), {}
        for document in self.filtered("is_open"):
            choices = document._choose_policies()
            if document._is_promised(choices):
                stale |= document
            else:
                anew[document] = choices
        stale._switch_sla()
        self._promise(anew)

    def _is_promised(self, choices: list[sla_policy.Choice]) -> bool:
        """Do the promises come from these policies, and the open ones from no other?"""
        self.ensure_one()
        chosen = {choice.policy for choice in choices}
        live = self.sudo().sla_ids.filtered(lambda row: row.state != "cancelled")
        running = live.filtered(lambda row: row.state != "met")
        return set(running.policy_id.ids) <= chosen <= set(live.policy_id.ids)

    def _promise(self, choices: dict) -> None:
        """Drop the open promises of documents and open those of their policies.

        :param choices: by document, the policies that hold
        """
        documents = self.browse(document.id for document in choices)
        live = documents.sudo().sla_ids.filtered(lambda r: r.state != "cancelled")
        met = live.filtered(lambda row: row.state == "met")
        kept = met.grouped(lambda row: row._get_document())
        (live - met)._drop()
        vals_list = []
        for document, chosen in choices.items():
            reached = kept.get(document.sudo(), live.browse()).mapped("milestone")
            vals_list += [
                document._prepare_sla_vals(target, ",".join(choice.named))
                for choice in chosen
                for target in document._get_wanted_targets(choice.policy)
                if target.milestone not in reached
            ]
        self._open_promises(vals_list)

    def _switch_sla(self) -> None:
        """Change between the targets of the promised policies as facts demand.

        Targets that were added to a policy since stay out of it.
        """
        dropped = self._get_promises()
        vals_list = []
        for document in self.filtered("is_open"):
            for policy in document._get_promised_policies():
                rows = document.sudo().sla_ids.filtered(
                    lambda r, p=policy: r.policy_id == p
                )
                live = rows.filtered(lambda row: row.state != "cancelled")
                wanted = document._get_wanted_targets(policy.id)
                dropped |= live.filtered(
                    lambda row, document=document, wanted=wanted: (
                        row.state != "met"
                        and (
                            (row.parts_status and row.target_id not in wanted)
                            or not document._can_reach(row.milestone)
                        )
                    )
                )
                met = live.filtered(lambda row: row.state == "met").mapped("milestone")
                vals_list += [
                    document._prepare_sla_vals(target, rows[:1].policy_named)
                    for target in wanted - (live - dropped).target_id
                    if target.parts_status or target in (rows - live).target_id
                    # What was reached is not promised once more.
                    if target.milestone not in met
                ]
        dropped._drop()
        self._open_promises(vals_list)

    @api.model
    def _get_promises(self):
        """No promise, of the model that this document's promises are of."""
        return self.env[self._fields["sla_ids"].comodel_name].sudo()

    def _open_promises(self, vals_list: list[dict]) -> None:
        if not vals_list:
            return
        milestones = self._get_milestone_fields()
        rows = self._get_promises().create(vals_list)
        # A milestone may lie behind the document already.
        rows.filtered(
            lambda row: row._get_document()[milestones[row.milestone]]
        )._run_clocks()
        rows._get_document()._follow_moments()

    # -- moments -----------------------------------------------------------------------
    def _follow_moments(self) -> None:
        """Meet what was reached, start what it starts, drop what cannot come."""
        self._repeat_promises()
        live = self.sudo().sla_ids.filtered(lambda row: row.state != "cancelled")
        milestones = self._get_milestone_fields()
        met = live.filtered(
            # Met just now, or at a moment that was corrected since.
            lambda row: (
                row._get_document()[milestones[row.milestone]]
                and row._get_document()[milestones[row.milestone]] != row.met_at
            )
        )
        rows = live.filtered(lambda row: row.state != "met")
        known = met.filtered("is_missed")
        for row in met:
            row._meet(row._get_document()[milestones[row.milestone]])
        met._measure()
        met._close_activities()
        (met.filtered("is_missed") - known)._on_breach()
        over = (rows - met).filtered(lambda row: not row._get_document().is_open)
        over._drop()
        (rows - met - over)._run_clocks()

    def _repeat_promises(self) -> None:
        """A milestone that is to be reached once more is promised once more."""
        milestones = self._get_milestone_fields()
        rows = self.sudo().sla_ids
        live = {
            (row._get_document(), row.target_id) for row in rows if row.state != "met"
        }
        again = rows.filtered(
            lambda row: (
                row.state == "met"
                and row.target_id
                and row._get_document().is_open
                and not row._get_document()[milestones[row.milestone]]
                and (row._get_document(), row.target_id) not in live
            )
        )
        self._open_promises(
            [
                row._get_document()._prepare_sla_vals(row.target_id, row.policy_named)
                for row in again
            ]
        )
