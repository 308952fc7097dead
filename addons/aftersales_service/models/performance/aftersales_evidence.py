from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, float_repr

from ...tools.evidence import (
    COMPANY,
    LINKED,
    OUTLET,
    PERCENT,
    SAMPLED,
    Item,
    Offer,
    Proposal,
)
from .aftersales_kpi_source import BY_OUTLET, Records

PREFIX = "_evidence_"


class AftersalesEvidence(models.AbstractModel):
    """What counts and links live records of a period: the contract.

    A source ``x`` is a method ``_evidence_x(audit, period)`` that runs as superuser in
    the company of the environment and returns a ``tools.evidence.Proposal`` by unit:
    ``outlet:7``, ``department:3`` or ``company``; what it says of the company is taken
    where it has nothing of a unit. A unit it cannot judge is left out. ``audit`` is the
    record that asks: any with ``company_id`` and ``outlet_ids``, the outlets that want
    an answer of their own. ``period`` is its first and last day. A source is asked once
    for all units: one query per question, whatever their number. What people call it
    stands in ``_get_evidence_names``.

    A source counts: `_count` the records of a question by outlet, those that pass among
    them, and links some of both. Whether that is enough is for those who ask;
    ``_get_evidence_offers`` suggests which clause of a standard it answers and what
    would do. Questions that a key figure asks already are its records
    (``aftersales.kpi.source._get_x_domain``).

    The sources stand in ``evidence_*.py`` by theme. Rooms and addons add theirs by
    ``_inherit``.
    """

    _name = "aftersales.evidence"
    _description = "Source of Evidence"

    @api.model
    def _get_sources(self) -> set[str]:
        return {
            name.removeprefix(PREFIX)
            for name in dir(type(self))
            if name.startswith(PREFIX)
        }

    @api.model
    def _get_evidence_names(self) -> dict[str, str]:
        """What people read: the name of each source. Extended with the sources."""
        return {}

    @api.model
    def _get_source_names(self) -> list[tuple[str, str]]:
        names = self._get_evidence_names()
        return sorted(
            ((source, names.get(source, source)) for source in self._get_sources()),
            key=lambda pair: pair[1],
        )

    @api.model
    def _get_evidence_offers(self) -> dict[str, list[Offer]]:
        """What the sources of each addon answer. Extended with the sources."""
        return {}

    @api.model
    def _take_offers(self, addon: str | None = None) -> None:
        """Hook: what an addon offers becomes part of what is judged. It says so once,
        at its installation, so that what people took out later does not come back.

        :param addon: its technical name; None: of all that are there
        """

    @api.model
    def _get_kpi(self):
        """Where key figures come from: days, records, scopes."""
        return self.env["aftersales.kpi.source"]

    @api.model
    def _of_company(self, model: str, domain: Domain, hits=Domain.TRUE) -> Records:
        return self._get_kpi()._of_company(model, domain, hits)

    @api.model
    def _within(self, field: str, period) -> Domain:
        """Moments of the period; both days whole where the company is."""
        return self._get_kpi()._within(field, *period)

    @api.model
    def _on_days(self, field: str, period) -> Domain:
        return Domain(field, ">=", period[0]) & Domain(field, "<=", period[1])

    # -- counting ------------------------------------------------------------------

    @api.model
    def _count(self, source: str, audit, records: Records) -> dict[str, Proposal]:
        """Records by outlet, and of the company: one query.

        Outlets that were asked for where nothing was counted say so, lest the company's
        answer be taken for theirs.
        """
        by = BY_OUTLET if self._get_kpi()._has_scope(records, BY_OUTLET) else None
        rows = self._read_counts(records, by)
        title = self._get_evidence_names()[source]
        found = {}
        if by:
            by_outlet = {row[0]: row for row in rows}
            found = {
                f"{OUTLET}:{outlet}": self._propose(
                    title, records, [by_outlet[outlet]] if outlet in by_outlet else []
                )
                for outlet in audit.outlet_ids.ids
            }
        return {COMPANY: self._propose(title, records, rows), **found}

    @api.model
    def _read_counts(self, records: Records, by: str | None) -> list:
        """Rows (outlet, number, passed, some that passed, some that did not)."""
        query, key, hits = self._get_kpi()._get_records_query(records, by)
        ident = SQL.identifier(self.env[records.model]._table, "id")
        some = SQL("(ARRAY_AGG(%s) FILTER (WHERE %s))[:%s]", ident, hits, LINKED)
        others = SQL(
            "(ARRAY_AGG(%s) FILTER (WHERE (%s) IS NOT TRUE))[:%s]", ident, hits, LINKED
        )
        return self.env.execute_query(
            query.select(
                key,
                SQL("COUNT(*)"),
                SQL("COUNT(*) FILTER (WHERE %s)", hits),
                some,
                others,
            )
        )

    @api.model
    def _propose(self, title: str, records: Records, rows: list) -> Proposal:
        """One proposal of the rows of a unit, or of all."""
        number, passed = (sum(row[place] for row in rows) for place in (1, 2))
        good, bad = (
            tuple(sorted(one for row in rows for one in row[place] or ())[:LINKED])
            for place in (3, 4)
        )
        rate = PERCENT * passed / number if number else None
        items = [Item(title, rate, number, records.model, good)] if number else []
        if bad:
            missed = self.env._("%(title)s: no", title=title)
            items.append(Item(missed, None, number - passed, records.model, bad))
        return Proposal(
            SAMPLED, self._describe(title, number, passed), number, passed, tuple(items)
        )

    @api.model
    def _describe(self, title: str, number: int, passed: int) -> str:
        if not number:
            return self.env._("%(title)s: nothing counted.", title=title)
        return self.env._(
            "%(title)s: %(passed)s of %(number)s.",
            title=title,
            passed=passed,
            number=number,
        )

    @api.model
    def _measure(self, source: str, figure, item: Item | None = None) -> dict:
        """A figure of the company: a share of money, a waiting time."""
        if figure is None:
            return {}
        title = self._get_evidence_names()[source]
        reason = self.env._(
            "%(title)s: %(figure)s.", title=title, figure=float_repr(figure, 2)
        )
        return {
            COMPANY: Proposal(
                SAMPLED, reason, items=(item or Item(title, figure),), figure=figure
            )
        }
