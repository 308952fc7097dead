from odoo import fields, models

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
        cards = {
            company: self.env["aftersales.rate.card"]._get_cards(company)
            for company in self.company_id
        }
        result = []
        for outlet, day, facts, vals in events:
            settlement = by_outlet[outlet]
            if facts.key in taken or day > settlement.date_to:
                continue
            card = outlet._choose_card(cards[settlement.company_id], day)
            if card.currency_id != settlement.currency_id:
                continue
            rules = [rule._get_rule() for rule in card.rule_ids]
            line = reckoning.deduct(kind, facts, rules, card.currency_id.rounding)
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

    def _get_event_bounds(self) -> tuple:
        """Moments between which events count: since the start of settling, until the
        end of the latest of these months."""
        dispatches = self.env["aftersales.dispatch"].with_context(
            tz=self.company_id[:1]._get_settlement_tz()
        )
        starts = [
            company.aftersales_settlement_start or fields.Date.to_date("1970-01-01")
            for company in self.company_id
        ]
        return dispatches._get_day_bounds(min(starts), max(self.mapped("date_to")))

    # -- promises -----------------------------------------------------------------
    def _collect_late(self) -> list[dict]:
        """Promises that the outlet missed: those that its visits keep."""
        if not self:
            return []
        since, until = self._get_event_bounds()
        rows = (
            self.env["aftersales.order.sla"]
            .sudo()
            .search(
                [
                    ("order_id.outlet_id", "in", self.outlet_id.ids),
                    ("milestone", "in", reckoning.OUTLET_MILESTONES),
                    ("is_missed", "=", True),
                    ("breached_at", ">=", since),
                    ("breached_at", "<", until),
                ],
                order="breached_at, id",
            )
        )
        return self._collect_events(
            reckoning.LATE,
            [
                (
                    row.outlet_id,
                    row.breached_at.date(),
                    reckoning.Facts(
                        f"{row._name},{row.id}",
                        grade=row.outlet_id.grade or None,
                        order_type=row.order_id.type_id.id,
                        milestone=row.milestone,
                    ),
                    {"order_id": row.order_id.id},
                )
                for row in rows
            ],
        )

    # -- parts --------------------------------------------------------------------
    def _collect_parts(self) -> list[dict]:
        """Failed parts that had to come back and did not; those that came after all
        are given back."""
        parts = self.env["aftersales.claim.part"].sudo()
        due = parts
        for company, settlements in self.grouped("company_id").items():
            days = company.aftersales_settlement_return_days
            due |= parts.search(
                [
                    ("company_id", "=", company.id),
                    ("outlet_id", "in", settlements.outlet_id.ids),
                    ("needs_return", "=", True),
                    ("is_part_here", "=", False),
                    (
                        "replaced_date",
                        "<=",
                        fields.Date.subtract(
                            max(settlements.mapped("date_to")), days=days
                        ),
                    ),
                    (
                        "replaced_date",
                        ">=",
                        company.aftersales_settlement_start or "1970-01-01",
                    ),
                ]
            )
        events = [
            (
                part.outlet_id,
                part.replaced_date,
                reckoning.Facts(
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
        return self._collect_events(reckoning.PART_MISSING, events) + self._give_back()

    def _give_back(self) -> list[dict]:
        """Parts taken off in an earlier month that are here now."""
        taken = self.env["aftersales.settlement.line"].search(
            [
                ("outlet_id", "in", self.outlet_id.ids),
                ("kind", "=", reckoning.PART_MISSING),
                ("settlement_id", "not in", self.ids),
                ("settlement_id", "!=", False),
            ]
        )
        by_part = {int(line.source.split(",")[1]): line for line in taken}
        here = (
            self.env["aftersales.claim.part"]
            .sudo()
            .search([("id", "in", list(by_part)), ("is_part_here", "=", True)])
        )
        known = self._get_taken_sources(
            [f"{part._name},{part.id},back" for part in here]
        )
        by_key = {(row.outlet_id, row.currency_id): row for row in self}
        result = []
        for part in here:
            line = by_part[part.id]
            settlement = by_key.get((line.outlet_id, line.currency_id))
            source = f"{part._name},{part.id},back"
            if settlement and source not in known:
                back = reckoning.Line(
                    source,
                    reckoning.PART_BACK,
                    False,
                    1.0,
                    -line.amount,
                    -line.amount,
                    {},
                )
                result.append(
                    self._prepare_line_vals(settlement, back)
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
            reckoning.COMPLAINT,
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
