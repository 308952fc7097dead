from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools import return_visit_flow
from ..dispatch.aftersales_dispatch_visit import OPINIONS
from ..flow_mixin import ROLE_GROUPS

# More than a clerk calls in a day.
MAX_CALLS = 100
WRITTEN = ("satisfaction", "comment", "problem", "is_complaint")


class AftersalesCallDesk(models.AbstractModel):
    """The clerk's day: the calls of today, one after the other, by keyboard.

    The screen asks once for the day; each call is one request that records it.
    """

    _name = "aftersales.call.desk"
    _description = "Return Visits of Today"

    @api.model
    @api.readonly
    def action_load(self) -> dict:
        """Today's calls of the user and of nobody yet, and how the day stands.

        :return: ``calls``, ``marks`` (value, label), and what ``_get_progress`` tells
        """
        self._check_clerk()
        visits = self.env["aftersales.return.visit"].search(
            self._get_call_domain(), order="call_at, planned_date, id", limit=MAX_CALLS
        )
        labels = dict(visits._fields["satisfaction"]._description_selection(self.env))
        return {
            "calls": self._prepare_calls(visits),
            "marks": [[value, labels[value]] for value, _label in OPINIONS],
            **self._get_progress(),
        }

    @api.model
    def action_record(self, visit_id: int, outcome: str, values: dict) -> dict:
        """Record one call.

        :param visit_id: of one of today's calls
        :param outcome: ``done``, ``missed``, ``refused`` or ``refused_for_good``
        :param values: ``answers`` by question id, ``satisfaction``, ``comment``,
            ``problem``, ``is_complaint``
        :return: ``state`` of the visit, and what ``_get_progress`` tells
        """
        self._check_clerk()
        visit = self.env["aftersales.return.visit"].browse(visit_id).exists()
        record = {
            "done": self._record_done,
            "missed": lambda visit, _values: visit.action_miss(),
            "refused": lambda visit, _values: visit.action_refuse(),
            "refused_for_good": lambda visit, _v: visit.action_refuse_for_good(),
        }.get(outcome)
        if not (visit and record):
            raise UserError(
                self.env._("This call is not there any more. Load the page again.")
            )
        record(visit, values)
        return {"state": visit.state, **self._get_progress()}

    @api.model
    def _record_done(self, visit, values: dict) -> None:
        if visit.state != "reached":
            visit.action_reach()
        visit._save_checklist_answers(values.get("answers") or {})
        visit.write({name: values.get(name) or False for name in WRITTEN})
        visit.action_finish()

    @api.model
    def _check_clerk(self) -> None:
        roles = return_visit_flow.CALLING_ROLES
        if not any(self.env.user.has_group(ROLE_GROUPS[role]) for role in roles):
            raise AccessError(
                self.env._("Return visits are for dispatchers and outlet managers.")
            )

    @api.model
    def _get_call_domain(self) -> Domain:
        """By phone, due, of a customer who may be called; until tomorrow is no time
        yet."""
        today = fields.Date.context_today(self)
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        return (
            Domain("method", "=", "phone")
            & Domain("is_open", "=", True)
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("planned_date", "<=", today)
            & (Domain("call_at", "=", False) | Domain("call_at", "<", tomorrow))
            & Domain("user_id", "in", (self.env.uid, False))
        )

    @api.model
    def _get_progress(self) -> dict:
        """Calls done today, and the live counter of the year (R274)."""
        today = fields.Date.context_today(self)
        Visit = self.env["aftersales.return.visit"]
        company = self.env.company
        start, end = Visit._get_period_moments(company, today, today)
        ended = Visit.search_count(
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", "done")
            & Domain("visited_at", ">=", start)
            & Domain("visited_at", "<", end)
        )
        return {
            "done_today": ended,
            "coverage": Visit.sudo()._get_year_coverage(company, today),
        }

    # -- what a card shows -------------------------------------------------------------

    @api.model
    def _prepare_calls(self, visits) -> list[dict]:
        return [self._prepare_call(visit) for visit in visits]

    @api.model
    def _prepare_call(self, visit) -> dict:
        # What the order says is read with raised rights: the clerk sees no link to it.
        order = visit.sudo().order_id
        return {
            "id": visit.id,
            "name": visit.name,
            "state": visit.state,
            "customer": visit.sudo().customer_id.name or "",
            "contact": order.contact_name or visit.sudo().partner_id.name or "",
            "phone": visit.phone or "",
            "outlet": visit.sudo().outlet_id.name or "",
            "campaign": visit.sudo().campaign_id.title or "",
            "attempts": visit.attempt_count,
            "call_at": fields.Datetime.to_string(visit.call_at) or "",
            "order": {
                "name": order.name or "",
                "type": order.type_id.name or "",
                "product": order.product_id.display_name or "",
                "description": order.description or "",
                "solution": order.solution or "",
                "closed": str(order.closed_at.date()) if order.closed_at else "",
            },
            "questions": visit._get_checklist_data(),
            "satisfaction": visit.satisfaction or "",
            "comment": visit.comment or "",
            "problem": visit.problem or "",
            "is_complaint": visit.is_complaint,
        }
