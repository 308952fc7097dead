"""The days of the month: desk in the morning, visits, money in the evening."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from freezegun import api

from . import desk, money, visits
from .world import World

#: China has no summer time.
UTC_OFFSET = timedelta(hours=8)
SLOTS = (time(9), time(11), time(13, 30), time(15, 30))
#: Days after the month in which what is open is brought to its end.
EXTRA_DAYS = 16
SUNDAY = 6
DONE = ("closed", "cancelled")


def utc(day: date, at: time = time()) -> datetime:
    """Wall time in China as the database keeps it.

    >>> utc(date(2026, 3, 1))
    datetime.datetime(2026, 2, 28, 16, 0)
    """
    return datetime.combine(day, at) - UTC_OFFSET


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First day of a month, and of the next.

    >>> month_bounds(2026, 12)
    (datetime.date(2026, 12, 1), datetime.date(2027, 1, 1))
    """
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1)


class Month:
    """The orders of one month, and a clock that is moved along."""

    def __init__(self, world: World, clock: Any, year: int, month: int) -> None:
        self.world = world
        self.clock = clock
        self.first, self.next = month_bounds(year, month)
        self.orders = world.env["aftersales.order"].search(
            [
                ("received_at", ">=", utc(self.first)),
                ("received_at", "<", utc(self.next)),
            ],
            order="received_at, id",
        )
        self.number = {order.id: n for n, order in enumerate(self.orders)}
        self.day = self.first
        self.count: Counter[str] = Counter()
        self.is_booking_proved = False
        #: Day on which what an order waits for is there.
        self.resume_on: dict[int, date] = {}

    def play(self) -> None:
        """Play every day until nothing is open any more."""
        print(f"==> {self.first:%Y-%m}: {len(self.orders)} orders", flush=True)
        while self.day < self.next + timedelta(days=EXTRA_DAYS):
            if self.day >= self.next and not self.open_orders():
                break
            if self.day.weekday() != SUNDAY:
                started = api.real_time()
                self.count.clear()
                self._play_day()
                # One day, one transaction: what is played stays.
                self.world.env.cr.commit()
                self._report(api.real_time() - started)
            self.day += timedelta(days=1)

    def open_orders(self) -> Any:
        """Orders of the month that are neither closed nor cancelled."""
        return self.orders.filtered(lambda order: order.state not in DONE)

    def received(self) -> Any:
        """Orders whose call has come in by now."""
        now = self.now()
        return self.open_orders().filtered(lambda order: order.received_at <= now)

    def now(self) -> datetime:
        """Moment that the clock shows, in UTC."""
        return self.clock().replace(tzinfo=None)

    def at(self, hour: int, minute: int = 0) -> None:
        """Move the clock on to a time of this day in China."""
        self.clock.move_to(utc(self.day, time(hour, minute)))

    def pass_minutes(self, minutes: int) -> None:
        """Move the clock on."""
        self.clock.tick(timedelta(minutes=minutes))

    def _play_day(self) -> None:
        self.at(8, 30)
        desk.morning(self)
        for slot in SLOTS:
            self.at(slot.hour, slot.minute)
            visits.play_slot(self, utc(self.day, slot))
        self.at(17, 0)
        desk.evening(self)
        money.evening(self)

    def slots(self) -> Iterator[datetime]:
        """Starts of today's visits."""
        for slot in SLOTS:
            yield utc(self.day, slot)

    def _report(self, seconds: float) -> None:
        words = "  ".join(f"{name} {self.count[name]:3d}" for name in REPORTED)
        print(f"    {self.day}  {words}  {seconds:4.1f} s", flush=True)


#: What a line of progress counts.
REPORTED = (
    "new",
    "remote",
    "sent",
    "solved",
    "waiting",
    "cancelled",
    "goodwill",
    "invoiced",
    "paid",
    "settled",
    "closed",
)
