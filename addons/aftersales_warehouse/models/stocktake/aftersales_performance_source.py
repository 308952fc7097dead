from odoo import api, fields, models
from odoo.fields import Domain

# From head office's approval on, what is missing stands.
SETTLED = ("approved", "adjusted", "done")


class AftersalesPerformanceSource(models.AbstractModel):
    """Shortages that the storekeeper bears, and his leaders' part in them (R241)."""

    _inherit = "aftersales.performance.source"

    @api.model
    def _find_stock_shortage(self, rule, limit: int) -> list[dict]:
        """What is missing by a cause that the storekeeper bears: once a stocktake."""
        return [
            vals
            for record, value in self._read_shortages(
                rule, Domain("keeper_id.employee_ids", "!=", False), limit
            )
            for vals in self._prepare_shortage(record, record.keeper_id, value)
        ]

    @api.model
    def _find_stock_shortage_leader(self, rule, limit: int) -> list[dict]:
        """Head of the outlet and finance supervisor: by gravity, so without amount."""
        return [
            vals
            for record, _value in self._read_shortages(
                rule,
                Domain("supervisor_id.employee_ids", "!=", False)
                | Domain("outlet_id.manager_id.employee_ids", "!=", False),
                limit,
            )
            for leader in record.outlet_id.manager_id | record.supervisor_id
            for vals in self._prepare_shortage(record, leader, 0.0)
        ]

    @api.model
    def _read_shortages(self, rule, people: Domain, limit: int) -> list[tuple]:
        """Stocktakes with their shortage, as a positive value; two queries.

        :param people: somebody is there to answer for it
        """
        Stocktake = self.env["aftersales.stocktake"]
        borne = Domain("difference", "<", 0) & Domain(
            "cause_id.keeper_bears", "=", True
        )
        records = Stocktake.search(
            self._of_companies(rule)
            & people
            & Domain("state", "in", SETTLED)
            & Domain("date", ">=", rule.watch_from)
            & Domain("line_ids", "any", borne)
            & self._not_proposed(rule),
            order="id",
            limit=limit,
        )
        return [
            (record, -value)
            for record, value in self.env["aftersales.stocktake.line"]._read_group(
                Domain("stocktake_id", "in", records.ids) & borne,
                ["stocktake_id"],
                ["difference_value:sum"],
            )
        ]

    @api.model
    def _prepare_shortage(self, record, user, value: float) -> list[dict]:
        employee = user.with_company(record.company_id).employee_id
        if not employee:
            return []
        return [
            {
                "stocktake_id": record.id,
                "employee_id": employee.id,
                "outlet_id": record.outlet_id.id,
                "company_id": record.company_id.id,
                "date": fields.Date.to_date(record.date),
                "amount": value,
                "reason": self.env._(
                    "%(stocktake)s: goods are missing by a cause that the storekeeper "
                    "answers for.",
                    stocktake=record.display_name,
                ),
            }
        ]
