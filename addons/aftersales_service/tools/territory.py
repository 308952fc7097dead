"""Which outlet serves an address: the most precise match wins.

A zip prefix is more precise than a city, a city than a province; among zip prefixes
the longest wins. An outlet that lists nothing serves everywhere, as a last resort.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Territory(NamedTuple):
    """What an outlet serves; ``types`` empty means every order type."""

    outlet: Hashable
    zips: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    states: frozenset = frozenset()
    types: frozenset = frozenset()


class Address(NamedTuple):
    zip: str = ""
    city: str = ""
    state: Hashable = None


def split_list(text: str | None) -> tuple[str, ...]:
    """Names as typed in a field: separated by commas, semicolons or line breaks.

    >>> split_list(" 济南， 青岛;烟台 ")
    ('济南', '青岛', '烟台')
    """
    for mark in "，、；;\n":
        text = (text or "").replace(mark, ",")
    return tuple(part.strip() for part in text.split(",") if part.strip())


def precision(territory: Territory, address: Address) -> tuple[int, int] | None:
    """How well an address lies in a territory (higher is better), None if outside.

    >>> jinan = Territory("J", zips=("2500", "25"), cities=("济南",))
    >>> precision(jinan, Address(zip="250001"))
    (3, 4)
    >>> precision(jinan, Address(city="济南市"))
    (2, 0)
    >>> precision(jinan, Address(city="北京")) is None
    True
    """
    zips = [len(z) for z in territory.zips if address.zip and address.zip.startswith(z)]
    if zips:
        return (3, max(zips))
    if address.city and any(_same_city(c, address.city) for c in territory.cities):
        return (2, 0)
    if address.state and address.state in territory.states:
        return (1, 0)
    anywhere = not (territory.zips or territory.cities or territory.states)
    return (0, 0) if anywhere else None


def _same_city(one: str, other: str) -> bool:
    """济南 and 济南市 are one city; so are Jinan and jinan."""
    return one.removesuffix("市").casefold() == other.removesuffix("市").casefold()


def best_outlet(
    territories: Iterable[Territory], address: Address, order_type: Hashable = None
) -> Hashable | None:
    """Outlet with the most precise territory; the first listed wins a draw.

    >>> outlets = [Territory("all"), Territory("sd", states=frozenset({"SD"}))]
    >>> best_outlet(outlets, Address(state="SD")), best_outlet(outlets, Address())
    ('sd', 'all')
    """
    best, found = None, None
    for territory in territories:
        if territory.types and order_type not in territory.types:
            continue
        score = precision(territory, address)
        if score is not None and (best is None or score > best):
            best, found = score, territory.outlet
    return found
