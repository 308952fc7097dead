from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import kpi

DISSATISFIED = ("dissatisfied", "very_dissatisfied")


class AftersalesPerformanceSource(models.AbstractModel):
    """What finds cases of a rule by itself: the contract.

    A source ``x`` is a method ``_find_x(rule, limit)`` that returns values of at most
    ``limit`` entries that are not there yet. It runs as superuser; other rooms and
    addons add theirs by ``_inherit``.
    """

    _name = "aftersales.performance.source"
    _description = "Source of Rewards and Penalties"

    @api.model
    def _not_proposed(self, rule) -> Domain:
        return ~Domain("performance_entry_ids", "any", [("rule_id", "=", rule.id)])

    @api.model
    def _of_companies(self, rule) -> Domain:
        company = rule.company_id
        return Domain("company_id", "=", company.id) if company else Domain.TRUE

    @api.model
    def _find_late_arrival(self, rule, limit: int) -> list[dict]:
        """Arrived after the promise (R451); whether the customer complained of it is
        for the manager to say, an opinion he gave is told."""
        rows = self.env["aftersales.order.sla"].search(
            self._of_companies(rule)
            & Domain("milestone", "=", "arrive")
            & Domain("state", "=", "met")
            & Domain("is_missed", "=", True)
            & Domain("met_at", ">=", fields.Datetime.to_datetime(rule.watch_from))
            & Domain("order_id.technician_id", "!=", False)
            & self._not_proposed(rule),
            order="id",
            limit=limit,
        )
        return [
            {
                "sla_id": row.id,
                "order_id": row.order_id.id,
                "employee_id": row.order_id.technician_id.id,
                "outlet_id": row.order_id.outlet_id.id,
                "company_id": row.company_id.id,
                "date": row.met_at.date(),
                "reason": self._get_late_reason(row),
            }
            for row in rows
        ]

    @api.model
    def _get_late_reason(self, row) -> str:
        reason = self.env._(
            "%(order)s: arrived %(hours).1f hours after the promise.",
            order=row.order_id.name,
            hours=(row.met_at - row.deadline).total_seconds() / 3600,
        )
        if set(DISSATISFIED) & set(row.order_id.dispatch_ids.mapped("opinion")):
            reason += " " + self.env._("The customer was dissatisfied.")
        return reason

    @api.model
    def _find_neglected_check(self, rule, limit: int) -> list[dict]:
        """A spot check found problems with a visit (R453)."""
        checks = self.env["aftersales.spot.check"].search(
            self._of_companies(rule)
            & Domain("state", "=", "done")
            & Domain("result", "=", "problems")
            & Domain("check_date", ">=", rule.watch_from)
            & Domain("technician_id", "!=", False)
            & self._not_proposed(rule),
            order="id",
            limit=limit,
        )
        return [
            {
                "spot_check_id": check.id,
                "dispatch_id": check.dispatch_id.id,
                "order_id": check.order_id.id,
                "employee_id": check.technician_id.id,
                "outlet_id": check.outlet_id.id,
                "company_id": check.company_id.id,
                "date": check.check_date,
                "reason": f"{check.name}: {check.problem_note}",
            }
            for check in checks
        ]

    @api.model
    def _find_praise(self, rule, limit: int) -> list[dict]:
        return self._find_opinions(rule, ("very_satisfied",), limit)

    @api.model
    def _find_criticism(self, rule, limit: int) -> list[dict]:
        return self._find_opinions(rule, DISSATISFIED, limit)

    @api.model
    def _find_opinions(self, rule, opinions: tuple, limit: int) -> list[dict]:
        """The customer's satisfaction decides (R458): one entry for each technician."""
        visits = self.env["aftersales.dispatch"].search(
            self._of_companies(rule)
            & Domain("opinion", "in", opinions)
            & Domain("finished_at", ">=", fields.Datetime.to_datetime(rule.watch_from))
            & Domain("technician_ids", "!=", False)
            & self._not_proposed(rule),
            order="id",
            limit=limit,
        )
        labels = dict(visits._fields["opinion"]._description_selection(self.env))
        return [
            {
                "dispatch_id": visit.id,
                "order_id": visit.order_id.id,
                "employee_id": technician.id,
                "outlet_id": visit.outlet_id.id,
                "company_id": visit.company_id.id,
                "date": visit.finished_at.date(),
                "reason": f"{visit.name}: {labels[visit.opinion]}",
            }
            for visit in visits
            for technician in visit.technician_ids
        ]

    # -- a quarter without complaint ------------------------------------------------
    @api.model
    def _get_people_complained_about(self, _date_from, _date_to):
        """Hook: employees whom complaints of a period were about.

        None: complaints are not registered, so nobody can say who had none.
        """
        return None

    @api.model
    def _find_quiet_quarter(self, rule, limit: int) -> list[dict]:
        """A quarter of visits without a complaint (R455), once it is over."""
        first, last = kpi.due_periods(kpi.QUARTER, None, fields.Date.today(), 0)[0]
        blamed = self._get_people_complained_about(first, last)
        if blamed is None or first < rule.watch_from:
            return []
        visits = self.env["aftersales.dispatch"]._read_group(
            self._of_companies(rule)
            & Domain("finished_at", ">=", fields.Datetime.to_datetime(first))
            & Domain("finished_at", "<", fields.Date.add(last, days=1)),
            ["technician_ids", "company_id", "outlet_id"],
            ["__count"],
        )
        done = rule.entry_ids.filtered(lambda entry: entry.date == last).employee_id
        proposed = {}
        for technician, company, outlet, count in visits:
            if technician and technician not in blamed | done:
                proposed.setdefault(technician, (company, outlet, count))
        return [
            {
                "employee_id": technician.id,
                "outlet_id": outlet.id,
                "company_id": company.id,
                "date": last,
                "reason": self.env._("Visits in the quarter, no complaint."),
            }
            for technician, (company, outlet, _count) in list(proposed.items())[:limit]
        ]
