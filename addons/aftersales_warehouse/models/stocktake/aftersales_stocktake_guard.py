from odoo import api, models
from odoo.exceptions import UserError

# What was frozen at the start stands for these.
FROZEN = frozenset({"warehouse_id", "location_id", "kind", "date", "policy_id"})
PEOPLE = frozenset({"supervisor_id", "counter_ids", "keeper_id"})


class AftersalesStocktake(models.Model):
    """What stays once the count has begun, and who may not be the same person."""

    _inherit = "aftersales.stocktake"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_people()
        return records

    def write(self, vals):
        if not FROZEN.isdisjoint(vals) and not self._is_in_step():
            self._refuse(
                [
                    self.env._(
                        "%(stocktake)s has begun: warehouse, place, occasion, day and "
                        "policy stay. Cancel it and make out another one.",
                        stocktake=record.display_name,
                    )
                    for record in self
                    if record.state != "draft"
                ]
            )
        result = super().write(vals)
        if not PEOPLE.isdisjoint(vals):
            self._check_people()
        return result

    def _check_people(self) -> None:
        """Who supervises is neither the storekeeper nor one of those who count."""
        finance = self.env.ref("aftersales_service.group_finance").sudo()
        problems = []
        for record in self.filtered("supervisor_id"):
            supervisor = record.supervisor_id
            values = {
                "stocktake": record.display_name,
                "user": supervisor.sudo().name,
            }
            if supervisor in record.keeper_id | record.counter_ids:
                problems.append(
                    self.env._(
                        "%(stocktake)s: %(user)s supervises and therefore neither "
                        "keeps nor counts the goods. Choose another Finance "
                        "Supervisor.",
                        **values,
                    )
                )
            if finance not in supervisor.sudo().all_group_ids:
                problems.append(
                    self.env._(
                        "%(stocktake)s: %(user)s is no finance supervisor. Choose "
                        "another one, or give the role.",
                        **values,
                    )
                )
        self._refuse(problems)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        begun = self.filtered(lambda record: record.state not in ("draft", "cancelled"))
        if begun:
            raise UserError(
                self.env._(
                    "%(stocktakes)s: what was counted stays. Cancel it instead.",
                    stocktakes=", ".join(begun.mapped("name")),
                )
            )
