"""Which promise holds for an order: the policy that names it most precisely.

Precision goes customer or contract > unit's product > product category > order type >
outlet > priority > company; a policy that names nothing holds for everybody. Of two
equally precise policies the first in the list wins.

>>> facts = Facts(customers={7}, products={1}, categories={3}, order_type=5)
>>> everybody = Policy("all", targets=("a",))
>>> furniture = Policy("furniture", categories={3})
>>> school = Policy("school", customers={7})
>>> choose([everybody, furniture, school], facts)
Choice(policy='school', named=('customer',))
>>> choose([everybody, furniture], facts).named
('category',)
>>> choose([furniture], Facts()) is None
True
"""

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

# Most precise first: how policies are compared, and how a choice is explained.
CRITERIA = (
    "contract",
    "customer",
    "product",
    "category",
    "type",
    "outlet",
    "priority",
)


class Policy(NamedTuple):
    """Criteria of a policy; an empty one does not restrict.

    ``is_legal``: the law sets it, so it holds beside whatever else is promised.
    """

    policy: Hashable
    contracts: Collection[Hashable] = frozenset()
    customers: Collection[Hashable] = frozenset()
    products: Collection[Hashable] = frozenset()
    categories: Collection[Hashable] = frozenset()
    types: Collection[Hashable] = frozenset()
    outlets: Collection[Hashable] = frozenset()
    priorities: Collection[Hashable] = frozenset()
    targets: Collection[Hashable] = ()
    is_legal: bool = False


class Facts(NamedTuple):
    """What an order says of itself.

    Customers are the site, the customer, his company and the tags of all three;
    categories and outlets come with everything above them.
    """

    contracts: Collection[Hashable] = frozenset()
    customers: Collection[Hashable] = frozenset()
    products: Collection[Hashable] = frozenset()
    categories: Collection[Hashable] = frozenset()
    order_type: Hashable = None
    outlets: Collection[Hashable] = frozenset()
    priority: Hashable = None


class Choice(NamedTuple):
    """``named``: criteria that the policy names and the order meets."""

    policy: Hashable
    named: tuple[str, ...]


class Target(NamedTuple):
    """``parts_status`` empty: whatever the state of the parts."""

    target: Hashable
    milestone: str
    parts_status: str | None = None


# What holds for a state of the parts that no target names: parts that came in were
# ordered before, and parts at hand are as good as none needed (R045, R046).
PARTS_LIKE = {"received": "to_order", "in_stock": "none"}


def choose(policies: Iterable[Policy], facts: Facts) -> Choice | None:
    """The most precise of ``policies`` that holds, the first of equals, or None.

    Limits of the law do not compete with what is promised; see ``choose_all``.
    """
    best, found = (), None
    for policy in policies:
        named = _named(policy, facts)
        if named is None or policy.is_legal:
            continue
        rank = tuple(criterion in named for criterion in CRITERIA)
        if found is None or rank > best:
            best, found = rank, Choice(policy.policy, named)
    return found


def choose_all(policies: Iterable[Policy], facts: Facts) -> list[Choice]:
    """What is promised, and every limit of the law that holds beside it.

    >>> law = Policy("law", is_legal=True)
    >>> shop, school = Policy("shop"), Policy("school", customers={7})
    >>> [choice.policy for choice in choose_all([law, shop, school], Facts({}, {7}))]
    ['school', 'law']
    >>> choose([law], Facts()) is None
    True
    """
    policies = list(policies)
    chosen = choose(policies, facts)
    legal = [(p, _named(p, facts)) for p in policies if p.is_legal]
    return [
        *([chosen] if chosen else []),
        *(Choice(policy.policy, named) for policy, named in legal if named is not None),
    ]


def _named(policy: Policy, facts: Facts) -> tuple[str, ...] | None:
    """Criteria that are met, or None if one is not.

    Customer and contract are one criterion in two forms: either is enough.
    """
    met = {
        "contract": _meets(policy.contracts, facts.contracts),
        "customer": _meets(policy.customers, facts.customers),
        "product": _meets(policy.products, facts.products),
        "category": _meets(policy.categories, facts.categories),
        "type": _meets(policy.types, {facts.order_type}),
        "outlet": _meets(policy.outlets, facts.outlets),
        "priority": _meets(policy.priorities, {facts.priority}),
    }
    who = {met.pop("contract"), met.pop("customer")}
    if (False in who and True not in who) or False in met.values():
        return None
    met["contract"] = _meets(policy.contracts, facts.contracts)
    met["customer"] = _meets(policy.customers, facts.customers)
    return tuple(criterion for criterion in CRITERIA if met[criterion])


def _meets(wanted: Collection, given: Collection) -> bool | None:
    """True or False where something is wanted, None where nothing is."""
    return not wanted.isdisjoint(given) if wanted else None


def targets_for(targets: Iterable[Target], parts_status: str) -> list[Hashable]:
    """Targets in force for a state of the parts, of every milestone.

    >>> repair = [Target(2, "repair", "none"), Target(15, "repair", "to_order")]
    >>> arrive = Target(4, "arrive")
    >>> targets_for([*repair, arrive], "in_stock")
    [2, 4]
    >>> targets_for([*repair, arrive], "received")
    [15, 4]
    """
    targets = list(targets)
    named = {(t.milestone, t.parts_status) for t in targets if t.parts_status}

    def status_of(milestone: str) -> str:
        if (milestone, parts_status) in named:
            return parts_status
        return PARTS_LIKE.get(parts_status, parts_status)

    return [
        t.target
        for t in targets
        if not t.parts_status or t.parts_status == status_of(t.milestone)
    ]
