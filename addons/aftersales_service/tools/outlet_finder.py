"""Which outlets a customer is shown first: those near him, or those for his place."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from .geo import Point, distance_km
from .territory import Address, Territory, hit


class Spot(NamedTuple):
    """An outlet as a customer looks for it."""

    key: Hashable
    territory: Territory
    point: Point | None = None
    words: tuple[str, ...] = ()  # name, city, province: what one may type


class Query(NamedTuple):
    """What a customer asks for; empty: does not matter."""

    place: str = ""
    here: Point | None = None
    state: int | None = None
    type: int | None = None
    open_now: bool = False


class Found(NamedTuple):
    key: Hashable
    km: float | None = None


def find(spots: Iterable[Spot], query: Query) -> list[Found]:
    """Outlets for a place or near a point; a point says how far they are, too.

    A place that is typed decides who is shown, a point only in which order.

    >>> jinan = Spot("J", Territory("J"), Point(36.66, 117.05), ("Jinan",))
    >>> far = Spot("F", Territory("F"), Point(36.07, 120.38), ("Jinan South",))
    >>> [one.key for one in find([far, jinan], Query("jinan", Point(36.65, 117.12)))]
    ['J', 'F']
    >>> find([jinan], Query("Lhasa", Point(36.65, 117.12)))
    []
    """
    known = {spot.key: spot for spot in spots}
    found = by_place(known.values(), query.place)
    if query.here is None:
        return found
    return by_distance((known[one.key] for one in found), query.here)


def by_distance(spots: Iterable[Spot], here: Point) -> list[Found]:
    """All of them, the nearest first; those whose place is not known come last.

    >>> here = Point(36.65, 117.12)
    >>> far = Spot("Q", Territory("Q"), Point(36.07, 120.38))
    >>> near = Spot("J", Territory("J"), Point(36.66, 117.05))
    >>> [one.key for one in by_distance([Spot("?", Territory("?")), far, near], here)]
    ['J', 'Q', '?']
    """
    found = [Found(spot.key, distance_km(here, spot.point)) for spot in spots]
    return sorted(found, key=lambda one: (one.km is None, one.km or 0.0))


def by_place(spots: Iterable[Spot], place: str) -> list[Found]:
    """Those that serve a typed place or stand there, the most precise first.

    A place is a city, a province, the beginning of a name, or a zip code. An outlet
    that names no territory serves everywhere, but is no answer to a place.

    >>> jinan = Spot("J", Territory("J", cities=("济南",)), words=("济南分店",))
    >>> taian = Spot("T", Territory("T", zips=("2710",)), words=("泰安网点",))
    >>> [one.key for one in by_place([taian, jinan], "济南")]
    ['J']
    >>> [one.key for one in by_place([taian, jinan], "271000")]
    ['T']
    >>> by_place([taian, jinan], "Lhasa")
    []
    """
    wanted = place.strip().casefold()
    if not wanted:
        return [Found(spot.key) for spot in spots]
    address = Address(zip=wanted if wanted.isdigit() else "", city=place.strip())
    ranked = []
    for spot in spots:
        match = hit(spot.territory, address)
        precision = match[:2] if match and match.rank else (0, 0)
        stands_there = any(wanted in word.casefold() for word in spot.words)
        if stands_there or match and match.rank:
            # Who is in the place comes before who only comes there.
            ranked.append((stands_there, precision, spot.key))
    ranked.sort(key=lambda row: row[:2], reverse=True)
    return [Found(key) for _stands_there, _precision, key in ranked]
