from odoo import models
from odoo.fields import Command

from ...tools import stocktake_flow
from .stock_warehouse import HANDING_OVER


class AftersalesHandover(models.Model):
    """What a handover goes through; at its end one keeper goes and another comes."""

    _inherit = "aftersales.handover"

    def action_prepare(self):
        """List open papers and have the stock counted."""
        self._check_step_role("prepare")
        self.check_access("write")
        self._check_step_possible("prepare")
        self._refuse([p for handover in self for p in handover._get_prepare_problems()])
        self._start_counts()
        self._list_documents()
        self._transition("prepare")

    def _get_prepare_problems(self) -> list[str]:
        problems = []
        values = {"handover": self.display_name}
        keeps = self.warehouse_ids.filtered(
            lambda warehouse: self.outgoing_id in warehouse.sudo().aftersales_keeper_ids
        )
        if not self.warehouse_ids or self.warehouse_ids - keeps:
            problems.append(
                self.env._(
                    "%(handover)s, Warehouses: %(user)s hands over warehouses that he "
                    "keeps, and no others.",
                    user=self.outgoing_id.sudo().name,
                    **values,
                )
            )
        if not self.supervisor_id:
            problems.append(
                self.env._("%(handover)s: fill in the Finance Supervisor.", **values)
            )
        storekeepers = self.env.ref("aftersales_service.group_storekeeper").sudo()
        if storekeepers not in self.incoming_id.sudo().all_group_ids:
            problems.append(
                self.env._(
                    "%(handover)s, Takes Over: %(user)s does not have the role "
                    "“%(role)s”. Give it first.",
                    user=self.incoming_id.sudo().name,
                    role=storekeepers.name,
                    **values,
                )
            )
        return problems

    def action_finish(self):
        """All have signed: the keepers change."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse([p for handover in self for p in handover._get_finish_problems()])
        self._transition("finish")
        self.sudo()._change_keepers()

    def _get_finish_problems(self) -> list[str]:
        values = {"handover": self.display_name}
        problems = []
        counting = self.stocktake_ids.filtered(
            lambda record: record.state not in stocktake_flow.COUNTED[1:]
        )
        uncounted = self.warehouse_ids - (self.stocktake_ids - counting).warehouse_id
        if uncounted:
            problems.append(
                self.env._(
                    "%(handover)s: the count of %(warehouses)s is not verified yet.",
                    warehouses=", ".join(uncounted.mapped("name")),
                    **values,
                )
            )
        if not self.is_signed_off:
            problems.append(
                self.env._(
                    "%(handover)s: these signatures are missing: %(roles)s.",
                    roles=self.signoff_missing,
                    **values,
                )
            )
        return problems

    def action_reopen(self):
        """Something is missing on the list; signatures hold while it says the same."""
        self._transition("reopen")

    def action_cancel(self):
        self._transition("cancel")
        for signoff in self.sudo().signoff_ids:
            signoff._void(self.env._("The handover was cancelled."))

    def _change_keepers(self) -> None:
        """The outgoing keeper's rights end; who keeps nothing is no storekeeper."""
        Warehouse = self.env["stock.warehouse"].with_context(active_test=False)
        group = self.env.ref("aftersales_service.group_storekeeper")
        for handover in self:
            handover.warehouse_ids.with_context(
                _aftersales_handing_over=HANDING_OVER
            ).write(
                {
                    "aftersales_keeper_ids": [
                        Command.unlink(handover.outgoing_id.id),
                        Command.link(handover.incoming_id.id),
                    ]
                }
            )
            keeps = Warehouse.search_count(
                [("aftersales_keeper_ids", "in", handover.outgoing_id.ids)], limit=1
            )
            if not keeps:
                handover.outgoing_id.write({"group_ids": [Command.unlink(group.id)]})
