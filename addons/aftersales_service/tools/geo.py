"""How far it is, and how long the way takes: straight lines on the globe.

No map service is asked: the straight line times a road factor is near enough to say
who is closer.
"""

from datetime import timedelta
from math import asin, ceil, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0


class Point(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


def point(latitude: float | None, longitude: float | None) -> Point | None:
    """Coordinates as a point; 0/0, which stands for "not filled in", is none.

    >>> point(36.65, 117.12)
    Point(latitude=36.65, longitude=117.12)
    >>> point(0.0, 0.0) is None
    True
    """
    return Point(latitude, longitude) if latitude or longitude else None


def distance_km(one: Point | None, other: Point | None) -> float | None:
    """Great-circle distance (haversine); None where a point is not known.

    >>> round(distance_km(Point(36.65, 117.12), Point(36.07, 120.38)))  # Jinan, Qingdao
    299
    >>> distance_km(None, Point(0, 1)) is None
    True
    """
    if one is None or other is None:
        return None
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    half_lat = (lat2 - lat1) / 2
    half_lon = radians(other.longitude - one.longitude) / 2
    chord = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(chord, 1.0)))


class Road(NamedTuple):
    """How roads lengthen a straight line, and how fast one goes on them."""

    factor: float = 1.0
    speed_kmh: float = 0.0  # 0: the way takes no time

    def time(self, km: float | None) -> timedelta:
        """Time for a straight line of ``km``, in whole minutes; none if not known.

        >>> Road(1.5, 60).time(20), Road(1.0, 60).time(0.1)
        (datetime.timedelta(seconds=1800), datetime.timedelta(seconds=60))
        >>> Road(1.5, 60).time(None)
        datetime.timedelta(0)
        """
        if not km or not self.speed_kmh:
            return timedelta()
        return timedelta(minutes=ceil(60 * km * self.factor / self.speed_kmh))


#: As the crow flies, in no time: where nothing is known of roads.
NO_ROAD = Road()
