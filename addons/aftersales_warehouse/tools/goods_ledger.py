"""Balances of a goods ledger, carried from row to row.

No ORM here: rows come sorted by card (what is kept a balance of) and moment.

>>> ledger = Running()
>>> ledger.add("bolts", 5, 50.0), ledger.add("bolts", -2, -20.0)
((5, 50.0), (3, 30.0))
>>> ledger.add("nuts", 1, 4.0)  # another card begins anew
(1, 4.0)
"""

from collections.abc import Hashable
from decimal import Decimal


class Running:
    """The balance of the card that rows are just read of; nothing else is kept, so
    that memory does not grow with the ledger."""

    def __init__(self) -> None:
        self._card: Hashable = None
        self._quantity: float | Decimal = 0
        self._value: float | Decimal = 0

    def add(self, card: Hashable, quantity, value) -> tuple:
        """Quantity and value that lie there after a row.

        :param card: what the row belongs to
        :param quantity: what came (more than zero) or went (less)
        :param value: the same in money
        """
        if card != self._card:
            self._card, self._quantity, self._value = card, 0, 0
        self._quantity += quantity
        self._value += value
        return self._quantity, self._value
