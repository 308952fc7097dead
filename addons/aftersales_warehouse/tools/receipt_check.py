"""What was counted at the door against what the delivery note says.

A position of the note is whatever is counted together: an article, or an article and
the lot that the note names. Quantities are in the unit of the position.

>>> compare([Count("chair", note=10, good=8, bad=1)])["chair"]
Outcome(accepted=8, apart=1, over=0, over_bad=0, short=1)
>>> compare([Count("chair", note=10, good=9), Count("chair", good=3)])["chair"]
Outcome(accepted=10, apart=0, over=2, over_bad=0, short=0)
>>> compare([Count("table", good=1)])["table"]  # not on the note
Outcome(accepted=0, apart=0, over=1, over_bad=0, short=0)
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple


class Count(NamedTuple):
    """``note``: what the note says; ``good`` and ``bad``: what is really there."""

    position: Hashable
    note: float = 0
    good: float = 0
    bad: float = 0


class Outcome(NamedTuple):
    """Where the pieces of a position go.

    ``accepted``: into stock; ``apart``: bad ones that the note covers; ``over`` and
    ``over_bad``: more than the note says; ``short``: not there. Always
    ``accepted + apart + short`` is the note, ``accepted + over`` what is good and
    ``apart + over_bad`` what is bad.
    """

    accepted: float
    apart: float
    over: float
    over_bad: float
    short: float

    @property
    def agrees(self) -> bool:
        """Goods and note are the same (R203)."""
        return not any(self[1:])


def compare(counts: Iterable[Count], digits: int = 6) -> dict[Hashable, Outcome]:
    """Outcome of each position; good pieces fill the note before bad ones.

    ``digits``: decimals that sums of counted quantities are exact to.
    """
    sums: Mapping[Hashable, list[float]] = defaultdict(lambda: [0, 0, 0])
    for count in counts:
        for index, value in enumerate(count[1:]):
            sums[count.position][index] = round(
                sums[count.position][index] + value, digits
            )
    return {position: _settle(*values, digits) for position, values in sums.items()}


def allocate(counts: Sequence[Count], digits: int = 6) -> list[Outcome]:
    """What becomes of each count: the first ones of a position fill the note.

    What is short belongs to the position and stands on its first count.

    >>> allocate([Count("safe", 2, 1), Count("safe", good=1, bad=1)])[1]
    Outcome(accepted=1, apart=0, over=0, over_bad=1, short=0)
    """
    left = {key: list(outcome) for key, outcome in compare(counts, digits).items()}
    result = []
    for count in counts:
        accepted, apart, over, over_bad, short = left[count.position]
        taken = min(count.good, accepted)
        beside = min(count.bad, apart)
        own = Outcome(
            accepted=taken,
            apart=beside,
            over=round(count.good - taken, digits),
            over_bad=round(count.bad - beside, digits),
            short=short,
        )
        rest = (accepted - taken, apart - beside, over - own.over)
        rest += (over_bad - own.over_bad, short - short)
        left[count.position] = [round(value, digits) for value in rest]
        result.append(own)
    return result


def missing_formalities(
    number: str | None, day: object, pieces: float, counted: float
) -> tuple[str, ...]:
    """What the note lacks before goods are booked by it (R202, R204).

    >>> missing_formalities("", None, 12, 12)
    ('number', 'date')
    >>> missing_formalities("DN-7", "2026-03-02", 0, 0)
    ('pieces', 'counted')
    """
    facts = {
        "number": (number or "").strip(),
        "date": day,
        "pieces": pieces,
        "counted": counted,
    }
    return tuple(name for name, value in facts.items() if not value)


def _settle(note: float, good: float, bad: float, digits: int) -> Outcome:
    accepted = min(good, note)
    apart = min(bad, round(note - accepted, digits))
    return Outcome(
        accepted=accepted,
        apart=apart,
        over=round(good - accepted, digits),
        over_bad=round(bad - apart, digits),
        short=round(note - accepted - apart, digits),
    )
