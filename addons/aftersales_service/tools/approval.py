"""Whose signatures a sum of money needs: tiers by amount, signed in order.

Each tier allows sums up to its limit. A larger sum needs the tiers below as well: it
goes up signature by signature until one is reached that may allow it.

>>> shop, service, board = Tier("shop", 1000.0), Tier("service", 5000.0), Tier("board")
>>> tiers = [board, shop, service]
>>> needed(tiers, 800.0)
('shop',)
>>> needed(tiers, 1000.01)
('shop', 'service')
>>> needed(tiers, 1e6)
('shop', 'service', 'board')
>>> needed([shop, service], 5001.0) is None  # nobody may allow that much
True
>>> needed(tiers, 800.0, extra=1)  # beyond the budget: one tier more
('shop', 'service')
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Tier(NamedTuple):
    """``limit``: largest sum it may allow; ``None``: any."""

    tier: Hashable
    limit: float | None = None


def needed(
    tiers: Iterable[Tier], amount: float, extra: int = 0
) -> tuple[Hashable, ...] | None:
    """Tiers that must sign, lowest first; ``None`` where no tier reaches as far.

    :param extra: tiers beyond the one that the amount alone would need
    """
    ladder = sorted(
        tiers, key=lambda tier: float("inf") if tier.limit is None else tier.limit
    )
    reached = next(
        (
            place
            for place, tier in enumerate(ladder, start=1)
            if tier.limit is None or amount <= tier.limit
        ),
        None,
    )
    if reached is None or reached + extra > len(ladder):
        return None
    return tuple(tier.tier for tier in ladder[: reached + extra])
