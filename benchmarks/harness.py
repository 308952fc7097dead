"""Measuring: interleaved rounds, medians, ratios and goals. Knows nothing of Odoo.

A `Scenario` has sides that do the same kind of work, ours first. Every round measures
each side once, in turning order, so that a busy machine hits all of them alike.
"""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple, Protocol


class Transaction(Protocol):
    """What the harness needs of a database to measure one side."""

    def reset(self) -> None:
        """Undo everything since the last reset; forget all cached records."""

    def flush(self) -> None:
        """Bring all pending work to the database, as a commit would."""

    def settle(self) -> None:
        """Flush what a set-up did and forget all cached records."""

    def query_count(self) -> int:
        """Count the queries sent so far."""


def nothing() -> None:
    """Set up nothing."""


@dataclass(frozen=True)
class Side:
    """One contender: ``action`` is timed, ``setup`` before it is not.

    What ``setup`` returns is handed to ``action``; ``records`` is how many records
    the action works on, so that sides with different numbers compare per record.
    """

    label: str
    records: int
    action: Callable[[Any], object]
    setup: Callable[[], Any] = nothing


class Sample(NamedTuple):
    """One measured round of one side."""

    seconds: float
    queries: int


@dataclass
class Measured:
    """All rounds of one side."""

    side: Side
    samples: list[Sample] = field(default_factory=list)

    def _per_record(self, values: Iterable[float]) -> list[float]:
        return [value / self.side.records for value in values]

    @property
    def times(self) -> list[float]:
        """Return milliseconds a record, one for each round."""
        return self._per_record(1000 * sample.seconds for sample in self.samples)

    @property
    def milliseconds(self) -> float:
        """Return the median of milliseconds a record."""
        return median(self.times)

    @property
    def queries(self) -> float:
        """Return the median of queries a record."""
        return median(self._per_record(sample.queries for sample in self.samples))

    @property
    def all_queries(self) -> float:
        """Return the median of queries a round."""
        return median(sample.queries for sample in self.samples)

    @property
    def rate(self) -> float:
        """Return records a second."""
        return 1000 / self.milliseconds

    def ratio(self, other: "Measured") -> float:
        """Return this ÷ the other, as the ratio of their medians a record."""
        return self.milliseconds / other.milliseconds


@dataclass(frozen=True)
class Goal:
    """A limit for ours: how it is said, how it is read off, what it must not exceed."""

    text: str
    limit: float
    value: Callable[["Result"], float]

    def is_met(self, result: "Result") -> bool:
        """Compare with the precision in which the value is shown."""
        return round(self.value(result), 2) <= self.limit


def at_most(limit: float, peer: str, ours: str = "") -> Goal:
    """Limit our time a record to so many times the peer's.

    :param ours: label of another side of ours than the first
    """
    return Goal(
        f"{ours}{': ' if ours else ''}at most {limit:g} × {peer}",
        limit,
        lambda r: (r.side(ours) if ours else r.ours).ratio(r.side(peer)),
    )


def at_most_queries(limit: float) -> Goal:
    """Limit our queries a record."""
    return Goal(f"at most {limit:g} queries a record", limit, lambda r: r.ours.queries)


def at_most_more_queries(limit: float, few: str, ours: str = "") -> Goal:
    """Limit the queries that ours sends beyond those of a side with few records.

    :param ours: label of another side of ours than the first
    """
    return Goal(
        f"{ours}{': ' if ours else ''}at most {limit:g} queries more than {few}",
        limit,
        lambda r: (
            (r.side(ours) if ours else r.ours).all_queries - r.side(few).all_queries
        ),
    )


def at_most_seconds(limit: float) -> Goal:
    """Limit our time for the whole of one round."""
    return Goal(
        f"at most {limit:g} s",
        limit,
        lambda r: r.ours.milliseconds * r.ours.side.records / 1000,
    )


@dataclass(frozen=True)
class Scenario:
    """A kind of work, its sides (ours first), and what ours has to reach."""

    name: str
    title: str
    sides: Sequence[Side]
    goals: Sequence[Goal] = ()
    #: Long sides need none.
    warm_up: bool = True


@dataclass
class Result:
    """A scenario with its measurements, ours first."""

    scenario: Scenario
    measured: list[Measured]

    @property
    def ours(self) -> Measured:
        """Return our own measurements."""
        return self.measured[0]

    def side(self, label: str) -> Measured:
        """Return the measurements of the side with this label."""
        return next(m for m in self.measured if m.side.label == label)

    def unmet(self) -> list[Goal]:
        """Return the goals that ours missed."""
        return [goal for goal in self.scenario.goals if not goal.is_met(self)]


def measure_side(transaction: Transaction, side: Side) -> Sample:
    """Run one side once and undo it."""
    transaction.reset()
    subject = side.setup()
    transaction.settle()
    gc.collect()
    gc.disable()
    try:
        queries = transaction.query_count()
        started = time.perf_counter()
        side.action(subject)
        transaction.flush()
        seconds = time.perf_counter() - started
        return Sample(seconds, transaction.query_count() - queries)
    finally:
        gc.enable()
        transaction.reset()


def measure(transaction: Transaction, scenario: Scenario, rounds: int) -> Result:
    """Measure all sides: one round to warm up, then ``rounds`` that count."""
    result = Result(scenario, [Measured(side) for side in scenario.sides])
    for side in scenario.sides if scenario.warm_up else ():
        measure_side(transaction, side)
    for number in range(rounds):
        turn = number % len(result.measured)
        for measured in result.measured[turn:] + result.measured[:turn]:
            measured.samples.append(measure_side(transaction, measured.side))
    return result
