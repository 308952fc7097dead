"""Are the parts of a recall there? Share of the units that can be put right now.

>>> needs = {"seal": 2.0, "screw": 4.0}
>>> ready_units(10, needs, {"seal": 9.0, "screw": 100.0})
4
>>> ready_units(10, {}, {})  # nothing is needed
10
>>> rates = ready_rates(
...     {"n": Outlet(10, "WH1"), "s": Outlet(30, None), "w": Outlet(10, None)},
...     {"seal": 1.0},
...     {"WH1": {"seal": 5.0}, None: {"seal": 20.0}},
... )
>>> rates  # s and w share the company's stock
{'n': 0.5, 's': 0.5, 'w': 0.5}
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from math import floor
from typing import NamedTuple


class Outlet(NamedTuple):
    """``units``: still to do; ``store``: where the parts lie, None: the company's."""

    units: int
    store: Hashable | None


def ready_units(
    units: int, needs: Mapping[Hashable, float], free: Mapping[Hashable, float]
) -> int:
    """Units that free parts suffice for.

    :param needs: part -> quantity for one unit
    :param free: part -> quantity that nobody has reserved
    """
    possible = [
        # A sum of binary fractions may fall a hair short of a whole set.
        floor(max(free.get(part, 0.0), 0.0) / quantity + 1e-9)
        for part, quantity in needs.items()
        if quantity > 0
    ]
    return min(units, *possible) if possible else units


def ready_rates(
    outlets: Mapping[Hashable, Outlet],
    needs: Mapping[Hashable, float],
    free: Mapping[Hashable | None, Mapping[Hashable, float]],
) -> dict[Hashable, float]:
    """Share 0..1 of each outlet's units that parts are there for.

    Outlets that draw on one store have the same share. No unit left: 1.
    """
    units: dict[Hashable | None, int] = defaultdict(int)
    for outlet in outlets.values():
        units[outlet.store] += outlet.units
    rates = {
        store: ready_units(count, needs, free.get(store, {})) / count if count else 1.0
        for store, count in units.items()
    }
    return {key: rates[outlet.store] for key, outlet in outlets.items()}
