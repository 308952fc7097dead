"""Random months of stock and books: the allowance always stands against the goods.

The machine moves goods of two outlets, charges months one after the other and takes
them back, on plain values: the book of layers and the rule of depreciation.
"""

from datetime import date, timedelta
from decimal import Decimal

from conftest import load_pure
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

layers = load_pure("aftersales_warehouse/tools/layers.py")
depreciation = load_pure("aftersales_warehouse/tools/depreciation.py")
Book = load_pure("aftersales_warehouse/tools/layer_book.py").Book
Flow, Place = layers.Flow, layers.Place

HOUSES = Place(1), Place(2)
APART = Place(1, "nonconforming", "outlet")
PLACES = (*HOUSES, APART)
TERMS = depreciation.Terms()
MOST = Decimal("0.96")

quantities = st.integers(1, 80).map(lambda quarters: quarters / 4)
places = st.sampled_from(PLACES)


def cents(amount):
    return round(amount, 2)


class StockMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.book = Book(cents)
        self.day = date(2026, 1, 5)
        self.number = 0
        self.stock = dict.fromkeys(PLACES, 0.0)
        self.issues = []
        self.runs = []
        self.released = 0
        self.account = Decimal(0)

    def _play(self, **facts):
        self.number += 1
        flow = Flow(move=self.number, day=self.day, product=1, **facts)
        self.book.apply(flow)
        for place, sign in ((flow.source, -1), (flow.dest, 1)):
            if place:
                self.stock[place] += sign * flow.quantity
        return flow

    @rule(place=places, quantity=quantities, cost=st.integers(1, 10**6))
    def receive(self, place, quantity, cost):
        self._play(kind="gain", quantity=quantity, dest=place, unit_cost=cost / 100)

    @rule(place=places, quantity=quantities)
    def issue(self, place, quantity):
        """Sometimes of more than there is."""
        self.issues.append(self._play(kind="issue", quantity=quantity, source=place))

    @rule(source=places, dest=places, quantity=quantities)
    def transfer(self, source, dest, quantity):
        quantity = min(quantity, max(self.stock[source], 0))
        if quantity and source != dest:
            self._play(kind="transfer", quantity=quantity, source=source, dest=dest)

    @precondition(lambda self: self.issues)
    @rule(dest=places, part=quantities)
    def bring_back(self, dest, part):
        issue = self.issues.pop()
        quantity = min(part, issue.quantity)
        self._play(kind="gain", quantity=quantity, dest=dest, returned=issue.move)

    @rule(days=st.integers(1, 60))
    def wait(self, days):
        self.day += timedelta(days)

    # -- books ---------------------------------------------------------------------
    @rule()
    def run(self):
        """What is missing is charged; what left for good is taken out."""
        end = depreciation.month_end(self.day)
        charges = []
        for layer in self.book.get_open():
            due = depreciation.periods(TERMS, layer.first_received_on, end)
            cost = depreciation.exact(layer.remaining) * depreciation.exact(
                layer.unit_cost
            )
            amount = depreciation.charge(cost, TERMS, due, cents(layer.allowance))
            charges.append((layer, amount))
            layer.allowance = cents(layer.allowance + float(amount))
        gone = self._unreleased()
        self.account += sum(amount for _layer, amount in charges) - gone
        self.runs.append((charges, gone, self.released, len(self.book.uses)))
        self.released = len(self.book.uses)

    @precondition(lambda self: self.runs)
    @rule()
    def reverse(self):
        """Only while nothing has moved since: what left took its share along."""
        charges, gone, released, uses = self.runs.pop()
        if uses != len(self.book.uses):
            self.runs.clear()
            return
        for layer, amount in charges:
            layer.allowance = cents(layer.allowance - float(amount))
        self.account -= sum(amount for _layer, amount in charges) - gone
        self.released = released

    def _unreleased(self):
        return sum(
            (
                depreciation.exact(use.allowance)
                for use in self.book.uses[self.released :]
                if use.target is None
            ),
            Decimal(0),
        )

    # -- what always holds ------------------------------------------------------------
    @invariant()
    def layers_less_shortages_are_the_stock(self):
        for place, quantity in self.stock.items():
            remaining = sum(
                layer.remaining
                for layer in self.book.layers
                if layer.key.place == place
            )
            short = sum(
                item.open for item in self.book.shortages if item.key.place == place
            )
            assert abs(remaining - short - quantity) < 1e-6

    @invariant()
    def allowance_is_the_sum_over_layers(self):
        held = sum(
            (depreciation.exact(layer.allowance) for layer in self.book.layers),
            Decimal(0),
        )
        assert self.account == held + self._unreleased()

    @invariant()
    def nothing_is_negative_and_no_unit_loses_more_than_it_may(self):
        for layer in self.book.layers:
            assert 0 <= layer.remaining <= layer.quantity
            assert layer.allowance >= 0
            cost = depreciation.exact(layer.remaining) * depreciation.exact(
                layer.unit_cost
            )
            # Shares are rounded when goods leave; the next run sets it right.
            parts = 1 + sum(use.layer is layer for use in self.book.uses)
            limit = cost * MOST + parts * Decimal("0.01")
            assert depreciation.exact(layer.allowance) <= limit


TestStockMachine = StockMachine.TestCase
TestStockMachine.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
