"""How far two outlets lie apart, also where nobody entered coordinates.

Without them, the same city or province stands for a distance that the company assumes.

>>> assumed = Assumed(city_km=20, state_km=300, far_km=1000)
>>> jinan = Place(Point(36.65, 117.12), "Jinan", 1)
>>> round(between(jinan, Place(Point(36.07, 120.38), "Qingdao", 1), assumed).km)
299
>>> between(jinan, Place(None, "Jinan ", 1), assumed)
Way(km=20, nearness='city', is_measured=False)
>>> between(jinan, Place(None, "Lhasa", 2), assumed)
Way(km=1000, nearness='far', is_measured=False)
"""

from collections.abc import Hashable
from typing import NamedTuple

from ...aftersales_service.tools.geo import Point, distance_km

CITY, STATE, FAR = "city", "state", "far"


class Place(NamedTuple):
    point: Point | None = None
    city: str = ""
    state: Hashable = None


class Assumed(NamedTuple):
    """Kilometres that are reckoned with where they cannot be measured."""

    city_km: float = 0.0
    state_km: float = 0.0
    far_km: float = 0.0


class Way(NamedTuple):
    km: float
    nearness: str  # city, state, far
    is_measured: bool


def between(one: Place, other: Place, assumed: Assumed) -> Way:
    """Distance of two places, as the crow flies or as the company assumes."""
    near = nearness(one, other)
    km = distance_km(one.point, other.point)
    if km is not None:
        return Way(km, near, True)
    km = {CITY: assumed.city_km, STATE: assumed.state_km, FAR: assumed.far_km}[near]
    return Way(km, near, False)


def nearness(one: Place, other: Place) -> str:
    """Same city, same province, or neither; an empty name is no city.

    >>> nearness(Place(city="Jinan", state=1), Place(city="JINAN", state=1))
    'city'
    >>> nearness(Place(state=1), Place(city="Jinan", state=1))
    'state'
    """
    same_state = one.state is not None and one.state == other.state
    cities = [place.city.strip().casefold() for place in (one, other)]
    if cities[0] and cities[0] == cities[1] and one.state == other.state:
        return CITY
    return STATE if same_state else FAR
