"""How far two places on the map lie apart, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


def kilometres(
    one: tuple[float, float] | None, other: tuple[float, float] | None
) -> float | None:
    """Great-circle distance of two (latitude, longitude) in degrees, in km.

    None where a place is unknown.

    >>> jinan, qingdao = (36.6512, 117.1201), (36.0671, 120.3826)
    >>> round(kilometres(jinan, qingdao))
    299
    >>> kilometres(jinan, None) is None
    True
    """
    if one is None or other is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = (
        sin((lat2 - lat1) / 2) ** 2
        + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))
