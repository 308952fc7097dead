from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ...tools import allowance_flow, depreciation


class AftersalesDepreciationRun(models.Model):
    """A charge is of the month's end; goods that moved since take their share along."""

    _inherit = "aftersales.depreciation.run"

    def _spread(self, sign: int) -> None:
        """Let charges that layers just got go on with what left them since.

        A use that moved goods to another layer brings its share there, where it goes on
        with that layer's uses. One query for each station on the longest way.
        """
        since = SQL(
            "u.layer_id IN (SELECT layer_id FROM aftersales_depreciation_line "
            "WHERE run_id = %s AND kind = 'charge' AND amount <> 0) "
            "AND (u.date > %s OR %s)",
            self.id,
            self.month_end,
            # What was booked later shared the charge, whatever day it is dated.
            SQL("u.id > %s", self.last_use_id) if sign < 0 else SQL("FALSE"),
        )
        amounts = {
            layer_id: sign * depreciation.exact(amount)
            for layer_id, amount in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT d.layer_id, d.amount "
                    "  FROM aftersales_depreciation_line d "
                    "  JOIN aftersales_stock_layer_use u ON u.layer_id = d.layer_id "
                    " WHERE d.run_id = %s AND d.kind = 'charge' AND %s",
                    self.id,
                    since,
                )
            )
        }
        while amounts:
            amounts = self._pass_on(amounts, since)
            since = SQL("u.layer_id IN %s", tuple(amounts) or (0,))

    def _pass_on(self, amounts: dict, since: SQL) -> dict:
        """Give the uses of layers their shares of what the layers were charged.

        :return: by layer that goods went on to: what came to it
        """
        unit = self._get_currency_unit()
        shares: dict = {}
        layers: dict = defaultdict(lambda: depreciation.exact(0))
        arrived: dict = defaultdict(lambda: depreciation.exact(0))
        for layer_id, (on_hand, uses, targets) in self._get_uses(since).items():
            amount = amounts[layer_id]
            parts, left = allowance_flow.follow(amount, on_hand, uses, unit)
            layers[layer_id] += left - amount
            shares |= parts
            for use_id, target_id in targets.items():
                layers[target_id] += parts[use_id]
                arrived[target_id] += parts[use_id]
        self._add_allowance("aftersales.stock.layer.use", shares)
        self._add_allowance("aftersales.stock.layer", layers)
        return {layer_id: amount for layer_id, amount in arrived.items() if amount}

    def _get_uses(self, since: SQL) -> dict:
        """By layer: what lay there before these uses, the uses, where goods went on."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT u.layer_id, l.remaining_quantity, u.id, u.quantity,
                       u.target_layer_id,
                       ARRAY(SELECT o.id FROM aftersales_stock_layer_use o
                              WHERE o.layer_id = u.layer_id AND o.quantity > 0
                                AND o.move_id = m.origin_returned_move_id
                              ORDER BY o.id)
                  FROM aftersales_stock_layer_use u
                  JOIN aftersales_stock_layer l ON l.id = u.layer_id
                  LEFT JOIN stock_move m ON m.id = u.move_id
                 WHERE %s
                 ORDER BY u.id
                """,
                since,
            )
        )
        found: dict = {}
        for layer_id, remaining, use_id, quantity, target_id, origins in rows:
            quantity = depreciation.exact(quantity)
            on_hand, uses, targets = found.get(
                layer_id, (depreciation.exact(remaining), [], {})
            )
            uses.append(allowance_flow.Use(use_id, quantity, tuple(origins)))
            if target_id:
                targets[use_id] = target_id
            found[layer_id] = on_hand + quantity, uses, targets
        return found

    def _add_allowance(self, model: str, amounts: dict) -> None:
        amounts = {key: amount for key, amount in amounts.items() if amount}
        if not amounts:
            return
        self.env.cr.execute(
            SQL(
                "UPDATE %s t SET allowance = COALESCE(t.allowance, 0) + v.amount "
                "  FROM UNNEST(%s::int[], %s::numeric[]) v(id, amount) "
                " WHERE v.id = t.id",
                SQL.identifier(self.env[model]._table),
                list(amounts),
                list(amounts.values()),
            )
        )
        self.env[model].invalidate_model(["allowance"])
