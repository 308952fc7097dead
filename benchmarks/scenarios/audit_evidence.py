"""Evidence of an evaluation: 200 outlets over a very large register of orders.

All sources of all clauses of GB/T 27922 are asked of the company and of each sampled
outlet, judged and linked. Two years of orders, each with a visit and two promises; the
evaluation is of the last one. It may send no more queries for 200 outlets than for 2,
but for the rows that are written.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from harness import Scenario, Side, at_most_more_queries, at_most_seconds

from odoo.fields import Command

from .kpi_snapshot import fill_work

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

OUTLETS = 200
FEW = 2
EVIDENCE_SECONDS = 60
SCHEME = "aftersales_audit.audit_scheme_gbt_27922"


def build(world: "World", size: "Size") -> Iterator[Scenario]:
    """Fill the tables, plan one evaluation of all outlets and one of two."""
    last = date.today().replace(day=1) - timedelta(days=1)
    outlets = fill_work(world, size.rows, last, OUTLETS)
    scheme = world.env.ref(SCHEME).copy()
    scheme.action_put_in_force()
    many, few = (
        _plan(world, scheme, last, chosen) for chosen in (outlets, outlets[:FEW])
    )
    few_label = f"of {FEW} outlets"
    yield Scenario(
        "audit_evidence",
        f"what the records say of {len(many.scheme_id._get_leaves())} indicators, "
        f"{OUTLETS} outlets, {size.rows} orders",
        [
            _ask("ours", many),
            _ask(few_label, few),
            _collect("ours, judged and written", many),
        ],
        [
            at_most_more_queries(0, few_label),
            at_most_seconds(EVIDENCE_SECONDS),
            at_most_seconds(EVIDENCE_SECONDS, ours="ours, judged and written"),
        ],
    )


def _plan(world: "World", scheme: "BaseModel", last: date, outlets: list[int]):
    # Whoever manages service does not audit it.
    audit = (
        world.env["aftersales.audit"]
        .sudo()
        .create(
            {
                "scheme_id": scheme.id,
                "date_from": last.replace(year=last.year - 1) + timedelta(days=1),
                "date_to": last,
                "outlet_ids": [Command.set(outlets)],
            }
        )
    )
    audit.action_plan()
    world.env.cr.commit()
    return audit


def _ask(label: str, audit) -> Side:
    def ask(_subject: Any) -> None:
        answers = audit._ask_sources(audit.line_ids)
        if not any(answers.values()):
            raise SystemExit(f"{label}: nothing was counted")

    return Side(label, len(audit.outlet_ids), ask)


def _collect(label: str, audit) -> Side:
    def collect(_subject: Any) -> None:
        audit._collect_evidence()
        if not audit.line_ids.evidence_ids:
            raise SystemExit(f"{label}: no evidence")

    return Side(label, len(audit.line_ids), collect)
