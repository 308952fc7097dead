"""Aged goods here, demand there: which outlet should help which (R219, R220).

Every pair of an offer and a want of the same product is weighed: the value it sets
free, less the way. The best pair goes first and takes what it can; what is left of the
others is weighed anew. That is greedy, and can be explained to whoever asks why.

>>> offers = [Offer("JN", "shelf", 10, 50.0), Offer("QD", "shelf", 4, 60.0)]
>>> wants = [Want("YT", "shelf", 6, "parts")]
>>> way = {("JN", "YT"): (400.0, 200.0), ("QD", "YT"): (180.0, 90.0)}
>>> [(p.giver, p.quantity, p.benefit) for p in match(offers, wants, lambda *k: way[k])]
[('QD', 4.0, 150.0), ('JN', 2.0, -100.0)]
>>> pairs = match(offers, wants, lambda *key: way[key], least=0.0)
>>> [(pair.giver, pair.quantity) for pair in pairs]  # no way dearer than the goods
[('QD', 4.0)]
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from heapq import heapify, heappop, heapreplace
from typing import NamedTuple


class Offer(NamedTuple):
    """Aged goods of an outlet; ``part`` tells receipts of one product apart."""

    giver: Hashable
    product: Hashable
    quantity: float
    price: float  # of one piece
    part: Hashable = None


class Want(NamedTuple):
    """What an outlet lacks of a product, and why."""

    taker: Hashable
    product: Hashable
    quantity: float
    reason: str = ""


class Pair(NamedTuple):
    """Goods that should move, and what speaks for it."""

    giver: Hashable
    taker: Hashable
    product: Hashable
    part: Hashable
    quantity: float
    value: float
    km: float
    freight: float
    reason: str

    @property
    def benefit(self) -> float:
        return self.value - self.freight


#: (kilometres, cost of the way) of giver and taker
Haul = Callable[[Hashable, Hashable], tuple[float, float]]


def match(
    offers: Iterable[Offer],
    wants: Iterable[Want],
    haul: Haul,
    least: float | None = None,
) -> list[Pair]:
    """Pairs in the order in which they were chosen.

    Never more than there is or than is wanted, no outlet from itself. ``least``: pairs
    whose benefit would not exceed it are left out. The order of the facts changes
    nothing: pairs that weigh the same go by their names.
    """
    demand: dict = defaultdict(list)
    for want in wants:
        demand[want.product].append(want)
    supply: dict = defaultdict(list)
    for offer in offers:
        supply[offer.product].append(offer)
    pairs = []
    for product in sorted(supply.keys() & demand.keys(), key=str):
        pairs += _match_product(supply[product], demand[product], haul, least)
    return pairs


def _match_product(offers, wants, haul: Haul, least: float | None) -> list[Pair]:
    """Greedy over the pairs of one product; a heap holds what each would bring."""
    left, lacking = _add_up(offers), _add_up(wants)
    ways = {}
    heap = []
    for offer in left:
        for want in lacking:
            if offer.giver == want.taker:
                continue
            key = (offer.giver, want.taker)
            if key not in ways:
                ways[key] = haul(*key)
            heap.append(_weigh(offer, want, left, lacking, ways[key]))
    heapify(heap)
    chosen = []
    while heap:
        weighed, offer, want = heap[0]
        anew = _weigh(offer, want, left, lacking, ways[offer.giver, want.taker])
        pair = anew[0].pair
        if pair.quantity <= 0 or (least is not None and pair.benefit <= least):
            heappop(heap)
        elif anew[0] != weighed:
            heapreplace(heap, anew)
        else:
            heappop(heap)
            chosen.append(pair)
            left[offer] -= pair.quantity
            lacking[want] -= pair.quantity
    return chosen


class _Weighed:
    """A pair as the heap sorts it: most benefit first, then the nearer one."""

    __slots__ = ("pair", "rank")

    def __init__(self, pair: Pair):
        self.pair = pair
        names = map(str, (pair.giver, pair.taker, pair.part, pair.reason))
        self.rank = (-pair.benefit, pair.km, *names)

    def __eq__(self, other) -> bool:
        return self.pair == other.pair

    def __lt__(self, other) -> bool:
        return self.rank < other.rank


def _weigh(offer: Offer, want: Want, left, lacking, way) -> tuple:
    quantity = min(left[offer], lacking[want])
    km, freight = way
    pair = Pair(
        giver=offer.giver,
        taker=want.taker,
        product=offer.product,
        part=offer.part,
        quantity=quantity,
        value=quantity * offer.price,
        km=km,
        freight=freight,
        reason=want.reason,
    )
    return _Weighed(pair), offer, want


def strongest(wants: Iterable[Want]) -> list[Want]:
    """One want of a product for each outlet: several sources tell of the same lack.

    >>> wants = [Want("YT", "shelf", 2, "minimum"), Want("YT", "shelf", 6, "parts")]
    >>> [(want.quantity, want.reason) for want in strongest(wants)]
    [(6, 'parts')]
    """
    found: dict = {}
    for want in wants:
        key = want.taker, want.product
        best = found.get(key)
        if best is None or (want.quantity, want.reason) > (best.quantity, best.reason):
            found[key] = want
    return list(found.values())


def _add_up(facts: Iterable) -> dict:
    """Quantities of facts that differ in nothing else, in an order of their own."""
    total: dict = defaultdict(float)
    for fact in facts:
        total[fact._replace(quantity=0)] += fact.quantity
    return {fact: total[fact] for fact in sorted(total, key=str)}
