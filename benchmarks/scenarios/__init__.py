"""One file for each kind of work; ``build`` returns its scenarios.

The order matters: the big tables come last, so that the others run on small ones.
"""

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness import Scenario
    from world import World

NAMES = (
    "warranty_decisions",
    "create_500",
    "transition_batch",
    "dispatch_batch",
    "import_calls",
    "dispatch_board",
    "ranking",
    "warranty_watch",
    "installed_base",
    "stock_layers",
    "maintenance_orders",
    "depreciation_run",
    "list_open",
    "ledger_export",
    "sla_sweep",
    "recall_selection",
    "complaint_report",
    "kpi_snapshot",
    "settlement",
    "goods_ledger",
    "audit_evidence",
)


@dataclass(frozen=True)
class Size:
    """How much work: rows of the big tables."""

    rows: int


def build(world: "World", size: Size, names: Sequence[str]) -> Iterator["Scenario"]:
    """Prepare and yield the scenarios one after the other."""
    for name in names:
        module = importlib.import_module(f"{__name__}.{name}")
        yield from module.build(world, size)
