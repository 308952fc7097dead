"""How often one visitor may ask public pages, in windows of fixed length.

Counting is a table's work (`models/rate_limit.py`); here is what a count means.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import NamedTuple

# What a provider gives to one household: counting single addresses of the new
# protocol would count nobody.
IPV6_HOUSEHOLD = 64


class Kind(NamedTuple):
    """What is counted: the setting that holds the number, and the window's length."""

    parameter: str
    seconds: int


KINDS = {
    # A page that is read. Many phones share one address of a mobile network.
    "page": Kind("aftersales_service.public_pages_per_minute", 60),
    # A form that is sent, which writes a record.
    "form": Kind("aftersales_service.public_forms_per_hour", 3600),
}


def visitor(address: str | None) -> str:
    """Whom an address stands for.

    >>> visitor("203.0.113.7")
    '203.0.113.7'
    >>> visitor("2001:db8:1:2:3:4:5:6"), visitor("::ffff:203.0.113.7")
    ('2001:db8:1:2::/64', '203.0.113.7')
    >>> visitor("not an address"), visitor(None)
    ('not an address', '')
    """
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, IPV6_HOUSEHOLD), strict=False))


def window_start(now: datetime, seconds: int) -> datetime:
    """Start of the window that a moment (naive, UTC) falls into.

    >>> window_start(datetime(2026, 3, 2, 3, 4, 59), 60)
    datetime.datetime(2026, 3, 2, 3, 4)
    """
    passed = int(now.replace(tzinfo=UTC).timestamp()) % seconds
    return now.replace(microsecond=0) - timedelta(seconds=passed)


def seconds_to_wait(count: int, limit: int, now: datetime, seconds: int) -> int:
    """0: go on; else how long until the next window.

    :param count: visits of this window, the present one among them
    :param limit: how many are allowed; 0: any number

    >>> now = datetime(2026, 3, 2, 3, 4, 45)
    >>> seconds_to_wait(10, 10, now, 60), seconds_to_wait(11, 10, now, 60)
    (0, 15)
    >>> seconds_to_wait(999, 0, now, 60)
    0
    """
    if not limit or count <= limit:
        return 0
    end = window_start(now, seconds) + timedelta(seconds=seconds)
    return max(1, round((end - now).total_seconds()))
