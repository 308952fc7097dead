from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import float_round

from ...tools import assignment, urgency
from ...tools.skills import Reason


class AftersalesOrder(models.Model):
    """Who should go: technicians ranked for orders, with the reasons in words."""

    _inherit = "aftersales.order"

    def _rank_technicians(self, start=None, end=None) -> dict:
        """Candidates by order, the best first; see ``tools.assignment.Candidate``.

        :param start: wanted begin of the visit (naive, UTC); None: now
        :param end: wanted end; None: after the planned hours of the order type or rule
        """
        start = start or fields.Datetime.now()
        ranked = {}
        for company, orders in self.grouped("company_id").items():
            jobs, people = orders._load_assignment(start, end=end)
            road = company._get_road()
            for order, (job, rule) in jobs.items():
                ranked[order] = assignment.rank(job, people, rule, road)
        return ranked

    def _plan_visits(self, start, until) -> dict:
        """Candidates by order, the chosen one first, for orders placed together.

        The most urgent order chooses first, and what it takes is taken. Orders of
        several companies are planned apart: they do not share their technicians.
        """
        planned = {}
        for company, orders in self.grouped("company_id").items():
            orders = orders._get_planning_order()
            jobs, people = orders._load_assignment(start, until=until)
            placed = assignment.plan(
                [jobs[order] for order in orders], people, company._get_road()
            )
            planned.update({order: placed[order.id] for order in orders})
        return planned

    def _get_planning_order(self):
        """Orders as they are placed: the most urgent first."""
        return self.sorted(
            lambda order: (
                *urgency.urgency(order.sla_deadline, order.priority, order.received_at),
                order.id,
            )
        )

    def _load_assignment(self, start: datetime, end=None, until=None) -> tuple:
        """Jobs with their rules by order, and the people of the orders' company."""
        rules = self.env["aftersales.assignment.rule"]._get_rules(self)
        # Where somebody has deleted all rules, the defaults of a rule hold.
        spare = self.env["aftersales.assignment.rule"].new()
        needs = self.env["aftersales.skill.requirement"]._get_needs(self)
        jobs = {}
        for order in self:
            rule = rules[order] or spare
            jobs[order] = (
                order._to_job(start, end, until, rule, needs[order]),
                rule._to_rule(),
            )
        latest = max((job.until for job, _rule in jobs.values()), default=start)
        return jobs, self._load_people(start, latest, needs)

    def _to_job(self, start, end, until, rule, needs) -> assignment.Job:
        self.ensure_one()
        partner = self.partner_id.sudo()
        site = self.site_partner_id or self.partner_id
        return assignment.Job(
            key=self.id,
            start=start,
            until=until or start + timedelta(days=rule.horizon_days),
            duration=end - start if end else rule._get_visit_time(self),
            site=self._get_point(site),
            needs=needs,
            outlet=self.outlet_id.id or None,
            customer=partner.id,
            unit=self.equipment_id.id or None,
            preferred=partner._get_preferred_technician().id or None,
            refused=frozenset(partner._get_refused_technicians().ids),
        )

    # -- words -------------------------------------------------------------------

    def _describe_candidate(self, candidate: assignment.Candidate) -> str:
        """What excludes a candidate, or else what speaks for him; one a line."""
        return "\n".join(
            self._describe_reason(candidate.person, reason)
            for reason in candidate.blocks or candidate.reasons
        )

    def _describe_reason(self, person_id: int, reason: Reason) -> str:
        self.ensure_one()
        if reason.code in ("missing", "expired", "not_yet", "too_low"):
            person = self.env["hr.employee"].sudo().browse(person_id)
            return person._describe_skill_problem(reason)
        if reason.code == "barred":
            return reason.value
        words = self._get_reason_labels()[reason.code] % self._get_reason_values(reason)
        if not reason.points:
            return words
        return f"{words} (+{float_round(reason.points, precision_digits=1):g})"

    def _get_reason_values(self, reason: Reason) -> dict:
        value = reason.value
        if reason.code == "skilled":
            skills = self.env["hr.skill"].sudo().browse(value)
            return {"skills": ", ".join(skills.mapped("name"))}
        if reason.code == "load":
            return {"hours": f"{value[0]:g}", "count": value[1]}
        if reason.code == "grade":
            return {"grade": value}
        if reason.code == "too_far":
            return {"km": round(value[0]), "limit": f"{value[1]:g}"}
        if reason.code == "km":
            return {"km": round(value)}
        if isinstance(value, datetime):
            local = fields.Datetime.context_timestamp(self, value)
            return {"start": local.strftime("%Y-%m-%d %H:%M")}
        return {"outlet": self.outlet_id.name or ""}

    @api.model
    def _get_reason_labels(self) -> dict[str, str]:
        return {
            # What excludes.
            "refused": self.env._("The customer does not want this technician."),
            "other_outlet": self.env._("Does not belong to %(outlet)s."),
            "too_far": self.env._("%(km)s km away, more than %(limit)s km."),
            "no_time": self.env._("No free time within the days looked at."),
            # What counts.
            "skilled": self.env._("Has the skills: %(skills)s"),
            "no_outlet": self.env._("The order has no outlet"),
            "own_outlet": self.env._("Belongs to %(outlet)s"),
            "foreign_outlet": self.env._("Works for another outlet"),
            "free": self.env._("Free at the wanted time"),
            "has_visit": self.env._("Has another visit, free from %(start)s"),
            "on_leave": self.env._("On leave, free from %(start)s"),
            "not_ready": self.env._("Not at work or on the way, free from %(start)s"),
            "load": self.env._("%(hours)s h in %(count)s visits planned that day"),
            "km": self.env._("%(km)s km away"),
            "km_unknown": self.env._(
                "Distance not known: coordinates of the site or of the technician's "
                "start are missing"
            ),
            "knows_unit": self.env._("Repaired this unit before"),
            "knows_customer": self.env._("Served this customer before"),
            "preferred": self.env._("Preferred by the customer"),
            "grade": self.env._("Outlet graded %(grade)s"),
            "not_graded": self.env._("Outlet not graded yet"),
        }
