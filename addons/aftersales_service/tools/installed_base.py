"""What goods that leave and come back make of the unit that carries their number."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

# A number nobody delivered yet, and the states of a unit.
NEW, IN_USE, RETURNED = "new", "in_use", "returned"
# How goods came to whom they are at.
SOLD, GIVEN_BACK, CAME_BACK = "sold", "given_back", "returned"


class Crossing(NamedTuple):
    """One number that went out to a customer, or came in from one.

    ``customer`` and ``site`` are None where nobody is named, ``sale_line`` where the
    goods did not go out for a sale. ``move`` names the movement itself.
    """

    outward: bool
    day: date
    customer: Hashable = None
    site: Hashable = None
    sale_line: Hashable = None
    move: Hashable = None


class Life(NamedTuple):
    """Where a unit stands. ``former`` is the customer who gave it back."""

    state: str = NEW
    customer: Hashable = None
    site: Hashable = None
    sale_line: Hashable = None
    move: Hashable = None
    delivered: date | None = None
    returned: date | None = None
    former: Hashable = None


class Change(NamedTuple):
    """From ``day`` on the goods are at ``customer``; None is us, or nobody known."""

    day: date
    customer: Hashable
    how: str


def follow(
    life: Life, crossings: Iterable[Crossing]
) -> tuple[Life, tuple[Change, ...]]:
    """The life of a unit after crossings in the order of time, and who got it when.

    >>> from datetime import date
    >>> sold = Crossing(True, date(2026, 1, 5), "li", sale_line=1)
    >>> back = Crossing(False, date(2026, 2, 1))
    >>> again = Crossing(True, date(2026, 3, 1), "wang", sale_line=2)
    >>> life, changes = follow(Life(), [sold, back, again])
    >>> life.customer, life.delivered.isoformat(), life.returned
    ('wang', '2026-03-01', None)
    >>> [(change.customer, change.how) for change in changes]
    [('li', 'sold'), (None, 'returned'), ('wang', 'sold')]

    Goods that came in for repair go out to whom they belong: no new delivery.

    >>> life, changes = follow(Life(), [sold, back, Crossing(True, again.day, "li")])
    >>> life.delivered.isoformat(), changes[-1].how
    ('2026-01-05', 'given_back')
    """
    changes = []
    for crossing in crossings:
        life, change = (_leave if crossing.outward else _come)(life, crossing)
        if change:
            changes.append(change)
    return life, tuple(changes)


def _come(life: Life, crossing: Crossing) -> tuple[Life, Change | None]:
    if life.state != IN_USE:
        return life, None
    return life._replace(
        state=RETURNED,
        customer=None,
        site=None,
        returned=crossing.day,
        former=life.customer,
    ), Change(crossing.day, None, CAME_BACK)


def _leave(life: Life, crossing: Crossing) -> tuple[Life, Change | None]:
    is_same_sale = crossing.sale_line in (None, life.sale_line)
    is_there = life.state == IN_USE and crossing.customer in (None, life.customer)
    if is_there and (is_same_sale or not life.delivered):
        return _complete(life, crossing), None
    is_theirs = crossing.customer is not None and crossing.customer == life.former
    if life.state == RETURNED and is_theirs and is_same_sale:
        return life._replace(
            state=IN_USE,
            customer=crossing.customer,
            site=crossing.site,
            returned=None,
            former=None,
        ), Change(crossing.day, crossing.customer, GIVEN_BACK)
    return Life(
        state=IN_USE,
        customer=crossing.customer,
        site=crossing.site,
        sale_line=crossing.sale_line,
        move=crossing.move,
        delivered=crossing.day,
    ), Change(crossing.day, crossing.customer, SOLD)


def _complete(life: Life, crossing: Crossing) -> Life:
    """A unit that was on file before its goods went out: only what is missing."""
    if life.delivered:
        return life
    return life._replace(
        site=life.site or crossing.site,
        sale_line=life.sale_line or crossing.sale_line,
        move=crossing.move,
        delivered=crossing.day,
    )


def deal(count: int, each: int, held: Sequence[int]) -> list[int]:
    """Index of the kit that each of ``count`` components goes into.

    A kit takes ``each`` of them; ``held`` says how many the kits on file have. The
    first that lacks one is filled first; an index past ``held`` is a kit to open.

    >>> deal(4, 2, [2, 1])
    [1, 2, 2, 3]
    """
    free = [index for index, has in enumerate(held) for _n in range(max(each - has, 0))]
    missing = max(count - len(free), 0)
    free += [len(held) + number // each for number in range(missing)]
    return free[:count]


def spread(
    invoiced: Iterable[tuple[date, int]], known: Sequence[date | None]
) -> list[date | None]:
    """Invoice dates of pieces: those known stay, others take what is not used yet.

    ``invoiced`` holds days and the number of pieces on the invoices of each.

    >>> from datetime import date
    >>> may, june = date(2026, 5, 1), date(2026, 6, 1)
    >>> spread([(may, 1), (june, 1)], [may, None, None]) == [may, june, None]
    True
    """
    free = Counter()
    for day, pieces in invoiced:
        free[day] += pieces
    free.subtract(Counter(day for day in known if day))
    left = iter(sorted((+free).elements()))
    return [day or next(left, None) for day in known]
