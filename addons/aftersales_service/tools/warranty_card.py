"""Warranty card (保修卡): how it moves, and whether a card fits a unit.

>>> FLOW.can("void", "replaced")
False
>>> Card("C-1", "valid", 7, "SN1").mismatches(7, "SN1")
()
>>> Card("C-1", "replaced", 7, "SN1").mismatches(8, "SN2")
('status', 'product', 'serial')
"""

from typing import NamedTuple

from .flow import Flow, Step

FLOW = Flow(
    {
        "replace": Step({"valid"}, "replaced"),
        "void": Step({"valid"}, "void"),
    },
    by_the_way={"replace", "void"},
)

# What takes the warranty away (R119). A card that was replaced is only the wrong paper.
EXCLUDING = frozenset({"product", "serial", "altered"})


class Card(NamedTuple):
    """A card as it was issued: its number, status, product id and serial number."""

    number: str
    status: str
    product: int
    serial: str

    def mismatches(self, product: int, serial: str) -> tuple[str, ...]:
        """What of the card does not fit the unit in front of us (R119)."""
        found = []
        if self.status != "valid":
            found.append("status")
        if self.product != product:
            found.append("product")
        if self.serial.strip().upper() != serial.strip().upper():
            found.append("serial")
        return tuple(found)
