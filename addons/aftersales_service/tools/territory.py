"""Which outlet serves an address, and why: the most precise match that serves wins.

A zip prefix is more precise than a city, a city than a province; among zip prefixes
the longest wins. An outlet that lists nothing serves everywhere, as a last resort.
An outlet that matches but does not serve (suspended, or not for this order type) hands
the address up its chain of parents; when nobody serves, the company's default does.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

ZIP, CITY, STATE, ANYWHERE = "zip", "city", "state", "anywhere"
# Why an outlet does not serve.
SUSPENDED, OTHER_TYPE = "suspended", "other_type"


class Territory(NamedTuple):
    """What an outlet serves; ``types`` empty means every order type.

    ``is_active``: it takes orders. ``is_listed``: its territory counts, be it only to
    find the parent that stands in; one that is not listed is but a link of chains.
    """

    outlet: Hashable
    zips: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    states: frozenset = frozenset()
    types: frozenset = frozenset()
    parent: Hashable = None
    is_active: bool = True
    is_listed: bool = True


class Address(NamedTuple):
    zip: str = ""
    city: str = ""
    state: Hashable = None


class Match(NamedTuple):
    """The outlet that serves (None: nobody) and how it was found.

    ``by``: what matched (``zip``, ``city`` …), None for the company's default;
    ``value``: the prefix or city that did. ``passed``: outlets that matched better but
    do not serve, each with the reason, in the order they were asked.
    """

    outlet: Hashable | None
    by: str | None = None
    value: str = ""
    passed: tuple[tuple[Hashable, str], ...] = ()


class Hit(NamedTuple):
    """How well an address lies in a territory: compares by precision."""

    rank: int
    length: int
    by: str
    value: str = ""


def split_list(text: str | None) -> tuple[str, ...]:
    """Names as typed in a field: separated by commas, semicolons or line breaks.

    >>> split_list(" 济南， 青岛;烟台 ")
    ('济南', '青岛', '烟台')
    """
    for mark in "，、；;\n":
        text = (text or "").replace(mark, ",")
    return tuple(part.strip() for part in text.split(",") if part.strip())


def hit(territory: Territory, address: Address) -> Hit | None:
    """The most precise thing of a territory that an address fits, None if outside.

    >>> jinan = Territory("J", zips=("2500", "25"), cities=("济南",))
    >>> hit(jinan, Address(zip="250001"))
    Hit(rank=3, length=4, by='zip', value='2500')
    >>> hit(jinan, Address(city="济南市")).by
    'city'
    >>> hit(jinan, Address(city="北京")) is None
    True
    """
    zips = [z for z in territory.zips if address.zip and address.zip.startswith(z)]
    if zips:
        longest = max(zips, key=len)
        return Hit(3, len(longest), ZIP, longest)
    for city in territory.cities:
        if address.city and _same_city(city, address.city):
            return Hit(2, 0, CITY, city)
    if address.state and address.state in territory.states:
        return Hit(1, 0, STATE)
    anywhere = not (territory.zips or territory.cities or territory.states)
    return Hit(0, 0, ANYWHERE) if anywhere else None


def _same_city(one: str, other: str) -> bool:
    """济南 and 济南市 are one city; so are Jinan and jinan."""
    return one.removesuffix("市").casefold() == other.removesuffix("市").casefold()


def find_outlet(
    territories: Iterable[Territory],
    address: Address,
    order_type: Hashable = None,
    default: Hashable = None,
) -> Match:
    """Outlet that serves an address; the first listed wins a draw.

    >>> shandong = Territory("sd", states=frozenset({"SD"}))
    >>> find_outlet([Territory("all"), shandong], Address(state="SD"))
    Match(outlet='sd', by='state', value='', passed=())
    >>> jinan = Territory("j", cities=("济南",), parent="sd", is_active=False)
    >>> find_outlet([jinan, shandong], Address(city="济南"))
    Match(outlet='sd', by='city', value='济南', passed=(('j', 'suspended'),))
    >>> find_outlet([shandong], Address(), default="sd")
    Match(outlet='sd', by=None, value='', passed=())
    >>> find_outlet([shandong], Address()).outlet is None
    True
    """
    known = {territory.outlet: territory for territory in territories}
    hits = [
        (found, territory)
        for territory in known.values()
        if territory.is_listed and (found := hit(territory, address))
    ]
    # Stable: equal precision leaves the outlets in the order they are listed.
    hits.sort(key=lambda item: item[0][:2], reverse=True)
    passed: dict[Hashable, str] = {}
    for found, territory in hits:
        for outlet in _chain(territory, known):
            refusal = _refusal(outlet, order_type)
            if refusal is None:
                return Match(outlet.outlet, found.by, found.value, _items(passed))
            passed.setdefault(outlet.outlet, refusal)
    stand_in = known.get(default)
    if stand_in:
        refusal = _refusal(stand_in, order_type)
        if refusal is None:
            return Match(default, passed=_items(passed))
        passed.setdefault(default, refusal)
    return Match(None, passed=_items(passed))


def _chain(territory: Territory, known: dict) -> Iterable[Territory]:
    """An outlet, then those above it."""
    seen: set[Hashable] = set()
    link: Territory | None = territory
    while link and link.outlet not in seen:
        seen.add(link.outlet)
        yield link
        link = known.get(link.parent)


def _refusal(territory: Territory, order_type: Hashable) -> str | None:
    if not territory.is_active:
        return SUSPENDED
    if territory.types and order_type not in territory.types:
        return OTHER_TYPE
    return None


def _items(passed: dict) -> tuple[tuple[Hashable, str], ...]:
    return tuple(passed.items())
