"""What a scanned code means for a delivery note that is being checked.

The host's nomenclature takes the code apart; here it is decided which line counts it.

>>> lines = [Line(1, "chair", None, 10, 10), Line(2, "chair", None, 5, 0)]
>>> choose_line(Scan("chair"), lines)  # the first one is full
2
>>> choose_line(Scan("table"), lines) is None  # not on the note
True
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A line of the check: ``note`` and ``counted`` pieces of a product and lot."""

    key: Hashable
    product: Hashable
    lot: str | None
    note: float
    counted: float


class Scan(NamedTuple):
    """What the code says; ``quantity`` None: it names none, one piece is meant."""

    product: Hashable
    lot: str | None = None
    quantity: float | None = None


class Part(NamedTuple):
    """One part of a code that the nomenclature took apart."""

    type: str
    value: str | float


def read_parts(parts: Iterable[Part]) -> dict[str, str | float]:
    """Product code, lot, place and quantity of a code, as far as it holds them.

    >>> read_parts([Part("product", "614141007349"), Part("lot", "A1"),
    ...             Part("quantity", 6), Part("expiration_date", "2027")])
    {'product': '614141007349', 'lot': 'A1', 'quantity': 6}
    >>> read_parts([Part("location_dest", "4006381333931")])
    {'location': '4006381333931'}
    """
    found = {}
    for part in parts:
        kind = part.type.removesuffix("_dest")
        if kind in ("product", "lot", "location", "quantity"):
            found[kind] = part.value
    return found


def spellings(code: str) -> list[str]:
    """A code as it may be stored: GS1 fills article codes up with noughts.

    >>> spellings("00614141007349")[1:]
    ['614141007349', '0614141007349']
    >>> spellings("D-100")
    ['D-100']
    """
    bare = code.lstrip("0")
    if not bare.isdigit():
        return [code]
    padded = [bare.zfill(length) for length in (8, 12, 13, 14)]
    return list(dict.fromkeys([code, bare, *padded]))


def choose_line(scan: Scan, lines: Sequence[Line]) -> Hashable | None:
    """The line that counts what was scanned; None: it needs a line of its own.

    A lot belongs to its own line, or to one that names no lot yet and has counted
    nothing. Without a lot the first line that is not full counts, else the last one.

    >>> lots = [Line(1, "safe", "S1", 1, 1), Line(2, "safe", None, 2, 0)]
    >>> choose_line(Scan("safe", "S1"), lots), choose_line(Scan("safe", "S2"), lots)
    (1, 2)
    >>> choose_line(Scan("safe", "S3"), [Line(1, "safe", "S1", 1, 1)]) is None
    True
    """
    mine = [line for line in lines if line.product == scan.product]
    if scan.lot:
        named = [line for line in mine if line.lot == scan.lot]
        free = [line for line in mine if not line.lot and not line.counted]
        return next((line.key for line in named + free), None)
    plain = [line for line in mine if not line.lot] or mine
    open_lines = [line for line in plain if line.counted < line.note]
    return next((line.key for line in open_lines or plain[-1:]), None)
