from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import satisfaction
from ..dispatch.aftersales_dispatch_visit import OPINIONS

# Points of a mark by its place on the scale: 5 for the best of five.
POINTS = {name: len(OPINIONS) - place for place, (name, _label) in enumerate(OPINIONS)}
SATISFIED_FROM = POINTS["satisfied"]
CONFIDENCE = 0.95
ENDED_WITHOUT = ("refused", "unreachable")


class AftersalesReturnVisit(models.Model):
    """Figures of return visits: a campaign's, an outlet's, a week's (R069)."""

    _inherit = "aftersales.return.visit"

    @api.model
    def _read_statistics(self, domain, groupby: list[str]) -> dict:
        """Figures of the visits by what they are grouped by, in one query.

        :return: key of the group → see ``_get_figures``
        """
        marks: dict[tuple, dict] = {}
        for *key, state, mark, has_problem, count in self._read_group(
            domain,
            [*groupby, "state", "satisfaction", "has_problem"],
            ["__count"],
        ):
            rows = marks.setdefault(tuple(key), {})
            rows[state, mark, has_problem] = count
        return {key: self._get_figures(rows) for key, rows in marks.items()}

    @api.model
    def _get_figures(self, rows: dict) -> dict:
        """``asked`` ``done`` ``refused`` ``unreachable`` ``open`` ``problems``
        ``response`` (%) ``rate`` (%) ``interval`` ``index`` ``marks``.

        :param rows: number by (state, mark, is there a problem)
        """
        states: dict[str, int] = {}
        marks = dict.fromkeys(POINTS, 0)
        problems = 0
        for (state, mark, has_problem), count in rows.items():
            states[state] = states.get(state, 0) + count
            if state == "done":
                problems += count * bool(has_problem)
                if mark:
                    marks[mark] += count
        asked = sum(states.values()) - states.get("cancelled", 0)
        done = states.get("done", 0)
        points = [POINTS[mark] for mark, count in marks.items() for _n in range(count)]
        rate = satisfaction.rate(points, SATISFIED_FROM)
        ended = sum(states.get(state, 0) for state in ENDED_WITHOUT)
        return {
            "asked": asked,
            "done": done,
            "refused": states.get("refused", 0),
            "unreachable": states.get("unreachable", 0),
            "open": asked - done - ended,
            "problems": problems,
            "response": satisfaction.response_rate(done, asked),
            "rate": rate.value,
            "interval": satisfaction.wilson(rate.hits, rate.valid, CONFIDENCE),
            "index": satisfaction.index(
                [satisfaction.Item(points, full=len(OPINIONS))]
            ).value,
            "marks": marks,
        }

    @api.model
    def _get_weeks(self, domain) -> list[tuple]:
        """(first day of the week, figures) of visits that were made, oldest first."""
        found = self._read_statistics(
            Domain(domain) & Domain("visited_at", "!=", False), ["visited_at:week"]
        )
        return [
            (format_date(self.env, week), figures)
            for (week,), figures in sorted(found.items())
        ]
