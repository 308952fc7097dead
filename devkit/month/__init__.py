"""A month of service, played by the people who would live it."""

from typing import Any

from freezegun import api, freeze_time

from .calls import import_calls
from .play import Month
from .totals import print_totals
from .world import World

#: The month that is played; the other calls of the file stay new.
YEAR, MONTH = 2026, 3


def run(env: Any) -> int:
    """Play everything and return the exit status."""
    started = api.real_time()
    env = env(context={**env.context, "no_reset_password": True})
    with freeze_time(f"{YEAR}-{MONTH:02d}-01 00:00:00") as clock:
        world = World(env)
        env.cr.commit()
        print(f"    {api.real_time() - started:5.0f} s  master data", flush=True)
        import_calls(world)
        print(f"    {api.real_time() - started:5.0f} s  calls imported", flush=True)
        month = Month(world, clock, YEAR, MONTH)
        month.play()
        print(f"    {api.real_time() - started:5.0f} s  month played", flush=True)
    status = print_totals(world, month.orders)
    print(f"    {api.real_time() - started:5.0f} s  in all", flush=True)
    return status
