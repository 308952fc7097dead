from datetime import datetime, time, timedelta
from typing import NamedTuple

import pytz

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import return_visit_flow, sampling

# Days looked ahead for working days, for each one needed.
LOOK_AHEAD = 3


class Candidate(NamedTuple):
    """A customer who may be drawn: the latest order that speaks for him."""

    customer: int
    partner: int
    order: int | None
    outlet: int | None


class AftersalesReturnVisitCampaign(models.Model):
    """The sample: who may be drawn, how many of each outlet, who was drawn."""

    _inherit = "aftersales.return.visit.campaign"

    def action_draw(self):
        """Draw customers by chance and plan their visits."""
        self._check_step_role("draw")
        self._check_step_possible("draw")
        for campaign in self:
            campaign._draw()
        self._transition("draw", drawn_by_id=self.env.uid)

    def _draw(self) -> None:
        self.ensure_one()
        candidates = {found.customer: found for found in self._find_candidates()}
        drawn, quotas = self._pick(candidates)
        if not drawn:
            raise UserError(
                self.env._(
                    "%(campaign)s: there is nobody to draw. Choose a period with "
                    "customers (From, Until), other outlets, or a larger share.",
                    campaign=self.display_name,
                )
            )
        parts: dict[int, int] = {}
        for found in candidates.values():
            parts[found.outlet or 0] = parts.get(found.outlet or 0, 0) + 1
        # What chance gave is not for anybody to write.
        campaign = self.sudo()
        campaign.population_count = len(candidates)
        campaign.env["aftersales.return.visit.quota"].create(
            [
                {
                    "campaign_id": self.id,
                    "outlet_id": outlet or False,
                    "population": number,
                    "quota": quotas[outlet],
                }
                for outlet, number in sorted(parts.items())
            ]
        )
        self.env["aftersales.return.visit"].create(
            self._prepare_visits([candidates[customer] for customer in drawn])
        )

    def _pick(self, candidates: dict[int, Candidate]) -> tuple[list[int], dict]:
        """Customers drawn by seed and quota, in the order chance gave them; and the
        quotas by outlet (0: none)."""
        parts: dict[int, list[int]] = {}
        for customer, found in candidates.items():
            parts.setdefault(found.outlet or 0, []).append(customer)
        quotas = sampling.quotas(
            {outlet: len(members) for outlet, members in parts.items()},
            self._get_size(len(candidates)),
            self.at_least,
        )
        sample = sampling.draw_by_quota(parts, quotas, self.seed)
        everybody = [customer for members in sample.values() for customer in members]
        return sampling.rank(everybody, self.seed), quotas

    def _find_candidates(self) -> list[Candidate]:
        """Customers of the period who may be asked, each once; one query."""
        self.ensure_one()
        Visit = self.env["aftersales.return.visit"]
        period = (self.company_id, self.date_from, self.date_to)
        conditions = [SQL("TRUE")]
        if self.order_type_ids:
            conditions.append(
                SQL("service.type_id IN %s", tuple(self.order_type_ids.ids))
            )
        if self.outlet_ids:
            conditions.append(
                SQL("service.outlet_id IN %s", tuple(self.outlet_ids.ids))
            )
        is_orders = self.population == "orders"
        sources = [
            Visit._get_served_sql(
                *period,
                moment="closed_at" if is_orders else "received_at",
                condition=SQL(" AND ").join(conditions),
            )
        ]
        if not (is_orders or self.order_type_ids or self.outlet_ids):
            sources.append(Visit._get_bought_sql(*period))
        self.env["res.partner"].flush_model()
        Visit.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (found.customer)
                       found.customer, found.partner_id, found.order_id, found.outlet_id
                  FROM (%(sources)s) found
                  JOIN res_partner customer ON customer.id = found.customer
                  JOIN res_partner person ON person.id = found.partner_id
                 WHERE customer.active
                   AND customer.aftersales_no_call IS NOT TRUE
                   AND person.aftersales_no_call IS NOT TRUE
                   AND %(reachable)s
                   AND NOT EXISTS (
                        SELECT FROM aftersales_return_visit visit
                         WHERE visit.customer_id = found.customer
                           AND visit.company_id = %(company)s
                           AND visit.state = 'done'
                           AND visit.visited_at >= %(rested)s)
              ORDER BY found.customer,
                       found.order_id IS NULL,
                       found.moment DESC,
                       found.order_id DESC
                """,
                sources=SQL(" UNION ALL ").join(sources),
                reachable=self._get_reachable_sql(),
                company=self.company_id.id,
                rested=(self.drawn_at or fields.Datetime.now())
                - timedelta(days=self.rest_days)
                if self.rest_days
                else datetime.max.replace(microsecond=0),
            )
        )
        return [Candidate(*row) for row in rows]

    def _get_reachable_sql(self) -> SQL:
        """By phone: numbers of the host's blacklist are not called."""
        if self.method != "phone":
            return SQL("TRUE")
        self.env["phone.blacklist"].sudo().flush_model()
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM phone_blacklist blocked
                 WHERE blocked.active
                   AND blocked.number IN
                       (person.phone_sanitized, customer.phone_sanitized))
            """
        )

    # -- the visits --------------------------------------------------------------------

    def _prepare_visits(self, drawn: list[Candidate]) -> list[dict]:
        """Spread over the clerks and their working days."""
        clerks = self.clerk_ids.sorted("id")
        plan = return_visit_flow.spread(len(drawn), len(clerks), self.calls_per_day)
        days = self._get_working_days(1 + max(day for _clerk, day in plan))
        return [
            {
                "campaign_id": self.id,
                "company_id": self.company_id.id,
                "partner_id": found.partner,
                "order_id": found.order,
                "outlet_id": found.outlet,
                "user_id": False if clerk is None else clerks[clerk].id,
                "method": self.method,
                "checklist_id": self.checklist_id.id,
                "planned_date": days[min(day, len(days) - 1)],
            }
            for found, (clerk, day) in zip(drawn, plan, strict=True)
        ]

    def _get_working_days(self, number: int) -> list:
        """The first working days from the first day of the visits."""
        calendar = self.company_id.resource_calendar_id
        zone = pytz.timezone(calendar.tz or "UTC")
        start = zone.localize(datetime.combine(self.visit_from, time()))
        span = timedelta(days=LOOK_AHEAD * number + 30)
        intervals = calendar._work_intervals_batch(start, start + span)[False]
        days = sorted({begin.date() for begin, _end, _meta in intervals})
        if self.visit_until:
            days = [day for day in days if day <= self.visit_until]
        return days[:number] or [self.visit_from]
