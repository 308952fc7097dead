from collections import defaultdict

from odoo import models

from ...tools import rate
from ...tools import settlement as reckoning


class AftersalesSettlement(models.Model):
    """Visits, deductions and guarantees → lines; whatever the number of settlements,
    the number of queries is the same."""

    _inherit = "aftersales.settlement"

    def _reckon(self) -> None:
        """Write the lines of these settlements anew, earlier months first: what they
        leave over comes up in the later ones."""
        self._drop_lines()
        months = self.grouped(lambda row: (row.date_to, row.company_id.id))
        for month in sorted(months):
            months[month]._reckon_month()

    def _reckon_month(self) -> None:
        """Reckon settlements of one company and month."""
        vals_list, gaps = self._reckon_visits()
        self._count_visits(vals_list, gaps)
        vals_list += self._collect_guarantees(vals_list)
        vals_list += self._collect_deductions()
        self._take_waiting_lines()
        self.env["aftersales.settlement.line"].create(vals_list)
        self.env["aftersales.settlement.gap"].create(gaps)
        self._transition("compute")

    def _drop_lines(self) -> None:
        """Take back what was computed; what was added by hand waits again."""
        lines = self.line_ids
        by_hand = lines.filtered(
            lambda line: line.kind in (rate.CORRECTION, rate.CARRIED)
        )
        by_hand.write({"settlement_id": False})
        (lines - by_hand).unlink()
        self.gap_ids.unlink()
        self.env["stock.move"].sudo().search(
            [("aftersales_settlement_id", "in", self.ids)]
        ).write({"aftersales_settlement_id": False})

    def _take_waiting_lines(self) -> None:
        """Late corrections and what was carried over, each in the outlet's currency."""
        by_key = {(row.outlet_id.id, row.currency_id.id): row for row in self}
        waiting = self.env["aftersales.settlement.line"].search(
            [("settlement_id", "=", False), ("outlet_id", "in", self.outlet_id.ids)]
        )
        groups = waiting.grouped(
            lambda line: by_key.get((line.outlet_id.id, line.currency_id.id))
        )
        for settlement, lines in groups.items():
            if settlement:
                lines.write({"settlement_id": settlement.id})

    # -- visits -------------------------------------------------------------------
    def _reckon_visits(self) -> tuple[list[dict], list[dict]]:
        """Values of the lines for visits, and of the visits that lack something."""
        company = self.company_id
        cards = self.env["aftersales.rate.card"]._get_cards(company)
        dispatches = self._get_unsettled_dispatches()
        by_outlet = {row.outlet_id: row for row in self}
        days = dispatches._get_settlement_days()
        gaps: dict = {
            key: reason
            for key, reason in dispatches._get_settlement_missing().items()
            if reason
        }
        paid_by: dict = {}
        for dispatch in dispatches.filtered(lambda visit: visit.id not in gaps):
            card = dispatch.outlet_id._choose_card(cards, days[dispatch.id])
            settlement = by_outlet[dispatch.outlet_id]
            if not card:
                gaps[dispatch.id] = "card"
            elif card.currency_id != settlement.currency_id:
                gaps[dispatch.id] = "currency"
            else:
                paid_by[dispatch] = card
        lines = self._price_visits(paid_by)
        gaps |= {dispatch.id: "rate" for dispatch in paid_by if not lines[dispatch]}
        self._mark_parts(lines)
        vals_list = [
            self._prepare_line_vals(by_outlet[dispatch.outlet_id], line)
            | {
                "day": days[dispatch.id],
                "dispatch_id": dispatch.id,
                "order_id": dispatch.order_id.id,
            }
            for dispatch, listed in lines.items()
            for line in listed
        ]
        return vals_list, [
            {
                "settlement_id": by_outlet[dispatch.outlet_id].id,
                "company_id": company.id,
                "outlet_id": dispatch.outlet_id.id,
                "dispatch_id": dispatch.id,
                "day": days[dispatch.id],
                "reason": gaps[dispatch.id],
            }
            for dispatch in dispatches
            if dispatch.id in gaps
        ]

    def _price_visits(self, paid_by: dict) -> dict:
        """Lines of each visit by its card: {dispatch: lines}."""
        dispatches = self.env["aftersales.dispatch"].sudo().concat(*paid_by)
        facts = dispatches._get_settlement_facts(self._get_parts(dispatches))
        rules = self._get_rules(
            self.env["aftersales.rate.card"].union(*paid_by.values())
        )
        return {
            dispatch: reckoning.price(
                facts[dispatch.id], rules[card], card.currency_id.rounding
            )
            for dispatch, card in paid_by.items()
        }

    def _get_rules(self, cards) -> dict:
        return {
            card: [rule._get_rule() for rule in card.rule_ids] for card in cards.sudo()
        }

    def _get_parts(self, dispatches) -> dict:
        """Parts used and not paid yet, with the last visit of their order: each part
        is paid with one visit."""
        last = {
            dispatch.order_id.id: dispatch
            for dispatch in dispatches.sorted(
                lambda visit: (visit.finished_at, visit.id)
            )
        }
        parts = defaultdict(list)
        for move in (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("aftersales_order_id", "in", list(last)),
                    ("repair_line_type", "=", "add"),
                    ("state", "=", "done"),
                    ("aftersales_settlement_id", "=", False),
                ]
            )
        ):
            parts[last[move.aftersales_order_id.id]].append(move)
        return parts

    def _mark_parts(self, lines: dict) -> None:
        """Parts whose handling is paid now are not paid again."""
        paid = self.env["aftersales.dispatch"].concat(
            *(
                dispatch
                for dispatch, listed in lines.items()
                if any(line.kind == rate.PARTS for line in listed)
            )
        )
        if not paid:
            return
        by_outlet = {row.outlet_id: row for row in self}
        moves = defaultdict(self.env["stock.move"].sudo().browse)
        for dispatch, listed in self._get_parts(paid).items():
            settlement = by_outlet[dispatch.outlet_id]
            moves[settlement] |= moves[settlement].concat(*listed)
        for settlement, handled in moves.items():
            handled.write({"aftersales_settlement_id": settlement.id})

    def _prepare_line_vals(self, settlement, line: rate.Line) -> dict:
        return {
            "settlement_id": settlement.id,
            "company_id": settlement.company_id.id,
            "outlet_id": settlement.outlet_id.id,
            "currency_id": settlement.currency_id.id,
            "kind": line.kind,
            "rule_id": line.rule,
            "quantity": line.quantity,
            "price_unit": line.rate,
            "amount": line.amount,
            "is_deduction": line.kind in rate.TAKEN_OFF or line.amount < 0,
            "facts": line.facts,
        }

    def _count_visits(self, vals_list: list[dict], gaps: list[dict]) -> None:
        visits = defaultdict(set)
        for vals in vals_list:
            visits[vals["settlement_id"]].add(vals["dispatch_id"])
        lacking = defaultdict(int)
        for vals in gaps:
            lacking[vals["settlement_id"]] += 1
        for settlement in self:
            settlement.visit_count = len(visits[settlement.id])
            settlement.gap_count = lacking[settlement.id]

    # -- the month ----------------------------------------------------------------
    def _collect_guarantees(self, vals_list: list[dict]) -> list[dict]:
        """What is added where the visits of a month earn less than is guaranteed.

        :param vals_list: values of the lines for visits
        """
        earned = defaultdict(float)
        for vals in vals_list:
            if not vals["is_deduction"]:
                earned[vals["settlement_id"]] += vals["amount"]
        cards = self.env["aftersales.rate.card"]._get_cards(self.company_id)
        chosen = {row: row.outlet_id._choose_card(cards, row.date_to) for row in self}
        rules = self._get_rules(
            self.env["aftersales.rate.card"].union(*chosen.values())
        )
        result = []
        for settlement, card in chosen.items():
            if card.currency_id != settlement.currency_id:
                continue
            outlet = settlement.outlet_id
            line = reckoning.guarantee(
                earned[settlement.id],
                rate.Facts(settlement.id, grade=outlet.grade or None),
                rules[card],
                settlement.currency_id.rounding,
            )
            if line:
                result.append(
                    self._prepare_line_vals(settlement, line)
                    | {"day": settlement.date_to}
                )
        return result
