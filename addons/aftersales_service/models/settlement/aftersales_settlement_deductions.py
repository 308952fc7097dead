from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ...tools import rate
from ...tools import settlement as reckoning


class AftersalesSettlement(models.Model):
    """What is taken off a month: promises missed, parts not returned, complaints."""

    _inherit = "aftersales.settlement"

    def _collect_deductions(self) -> list[dict]:
        """Hook: values of further lines of these settlements.

        Whoever adds some says in ``source`` what each is for (``model,id``): nothing is
        taken off twice, so what was found before may be found again. `_collect_events`
        prices what happened by the card of its day.
        """
        return self._collect_late() + self._collect_parts() + self._collect_complaints()

    def _collect_events(self, kind: str, events: list[tuple]) -> list[dict]:
        """Price events by the card in force on their day; those taken off before and
        those that no card speaks of are left out.

        :param events: (outlet, day, ``settlement.Facts`` with ``key`` as the source,
            values of the line), one for each event
        """
        taken = self._get_taken_sources([facts.key for _o, _d, facts, _v in events])
        by_outlet = {row.outlet_id: row for row in self}
        cards = self.env["aftersales.rate.card"]._get_cards(self.company_id)
        rules: dict = {}
        result = []
        for outlet, day, facts, vals in events:
            settlement = by_outlet[outlet]
            if facts.key in taken or day > settlement.date_to:
                continue
            card = outlet._choose_card(cards, day)
            if card.currency_id != settlement.currency_id:
                continue
            if card not in rules:
                rules |= self._get_rules(card)
            line = reckoning.deduct(kind, facts, rules[card], card.currency_id.rounding)
            if line:
                result.append(
                    self._prepare_line_vals(settlement, line)
                    | {"day": day, "source": facts.key, **vals}
                )
        return result

    def _get_taken_sources(self, sources: list[str]) -> set[str]:
        lines = self.env["aftersales.settlement.line"].sudo()
        return set(
            lines.search_fetch([("source", "in", sources)], ["source"]).mapped("source")
        )

    # -- promises -----------------------------------------------------------------
    def _collect_late(self) -> list[dict]:
        """Promises that the outlet missed, of those that its visits keep."""
        rows = self._get_late_rows()
        rows = rows.with_context(tz=self.company_id._get_settlement_tz())
        return self._collect_events(
            rate.LATE,
            [
                (
                    row.order_id.outlet_id,
                    fields.Datetime.context_timestamp(row, row.breached_at).date(),
                    rate.Facts(
                        f"{row._name},{row.id}",
                        grade=row.order_id.outlet_id.grade or None,
                        order_type=row.order_id.type_id.id,
                        milestone=row.milestone,
                    ),
                    {"order_id": row.order_id.id},
                )
                for row in rows
            ],
        )

    def _get_late_rows(self):
        """Missed promises of these outlets that nothing was taken off for; years of
        them are not read again each month."""
        promises = self.env["aftersales.order.sla"].sudo()
        since, until = self.company_id._get_settled_bounds(self[0].date_to)
        promises.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id FROM aftersales_order_sla p
                  JOIN aftersales_order o ON o.id = p.order_id
                 WHERE o.outlet_id IN %s AND p.is_missed AND p.milestone IN %s
                   AND p.breached_at >= %s AND p.breached_at < %s
                   AND NOT EXISTS (
                       SELECT FROM aftersales_settlement_line l
                        WHERE l.source = %s || ',' || p.id)
                 ORDER BY p.breached_at, p.id
                """,
                tuple(self.outlet_id.ids),
                rate.OUTLET_MILESTONES,
                since,
                until,
                promises._name,
            )
        )
        return promises.browse(row[0] for row in rows)

    # -- parts --------------------------------------------------------------------
    def _collect_parts(self) -> list[dict]:
        """Failed parts that had to come back and did not; those that came after all
        are given back."""
        company = self.company_id
        days = company.aftersales_settlement_return_days
        due = (
            self.env["aftersales.claim.part"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("outlet_id", "in", self.outlet_id.ids),
                    ("needs_return", "=", True),
                    ("is_part_here", "=", False),
                    ("replaced_date", "<=", self[0].date_to - timedelta(days)),
                    ("replaced_date", ">=", company._get_settlement_start()),
                ]
            )
        )
        events = [
            (
                part.outlet_id,
                part.replaced_date,
                rate.Facts(
                    f"{part._name},{part.id}",
                    grade=part.outlet_id.grade or None,
                    order_type=part.order_id.type_id.id,
                    parts=part.quantity,
                    value=part.part_cost,
                ),
                {"order_id": part.order_id.id},
            )
            for part in due
        ]
        return self._collect_events(rate.PART_MISSING, events) + self._give_back()

    def _give_back(self) -> list[dict]:
        """Parts taken off in an earlier month that are here now."""
        taken = self.env["aftersales.settlement.line"].search(
            [
                ("outlet_id", "in", self.outlet_id.ids),
                ("kind", "=", rate.PART_MISSING),
                ("settlement_id", "not in", self.ids),
            ]
        )
        by_part = {int(line.source.split(",")[1]): line for line in taken}
        parts = self.env["aftersales.claim.part"].sudo()
        here = parts.search([("id", "in", list(by_part)), ("is_part_here", "=", True)])
        sources = {part: f"{part._name},{part.id},back" for part in here}
        known = self._get_taken_sources(list(sources.values()))
        by_key = {(row.outlet_id, row.currency_id): row for row in self}
        result = []
        for part, source in sources.items():
            line = by_part[part.id]
            settlement = by_key.get((line.outlet_id, line.currency_id))
            if settlement and source not in known:
                result.append(
                    self._prepare_line_vals(settlement, line._get_reversed(source))
                    | {
                        "day": settlement.date_to,
                        "source": source,
                        "order_id": line.order_id.id,
                    }
                )
        return result

    # -- complaints ---------------------------------------------------------------
    def _collect_complaints(self) -> list[dict]:
        return self._collect_events(
            rate.COMPLAINT,
            [
                event
                for event in self._get_upheld_complaint_penalties()
                if event[0] in self.outlet_id
            ],
        )

    def _get_upheld_complaint_penalties(self) -> list[tuple]:
        """Hook: complaints upheld against these outlets, as `_collect_events` takes
        them: (outlet, day, facts, values of the line)."""
        return []
