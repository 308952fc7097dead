"""The monthly complaint report and its analysis, over a very large register.

Ours reads a view over the complaints: the pivot that people open, and all groups of a
month with the course of its year. The yardstick is the host's pivot of as many leads.
"""

from typing import TYPE_CHECKING

from bulk import fill
from harness import Scenario, Side, at_most_seconds

if TYPE_CHECKING:
    from world import World

    from . import Size

COMPLAINTS = 200_000
MONTHS = 36
REPORT_SECONDS = 2
LEAD = "core crm.lead, its pivot"
LEVELS = ("general", "general", "general", "dissatisfied", "repeated", "major")
STATES = ("received", "investigating", "proposed", "resolved", "closed", "closed")


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Fill the register, then yield the pivot and the month."""
    env = world.env
    _fill(world)
    report = env["aftersales.complaint.report"]
    month = env["aftersales.complaint.month"].create({})
    env.cr.commit()

    def pivot(label: str, model: str, groups: list[str], measures: list[str]) -> Side:
        def read(_subject) -> None:
            rows = env[model]._read_group([], groups, ["__count", *measures])
            if sum(row[len(groups)] for row in rows) < COMPLAINTS:
                raise SystemExit(f"{label}: rows are missing")

        return Side(label, 1, read)

    def print_month(_subject) -> None:
        groups, course = month._get_groups(), month._get_months()
        if not groups[0]["rows"] or len(course) != 12:
            raise SystemExit("complaint_month: nothing to print")

    return [
        Scenario(
            "complaint_report",
            f"{COMPLAINTS} complaints by category and month, with rates and medians",
            [
                pivot(
                    "ours",
                    report._name,
                    ["category_id", "received_at:month"],
                    [
                        "in_time_rate:avg",
                        "resolved_rate:avg",
                        "content_rate:avg",
                        "answer_hours:avg",
                    ],
                ),
                pivot(
                    LEAD,
                    "crm.lead",
                    ["priority", "create_date:month"],
                    ["probability:avg", "expected_revenue:sum"],
                ),
            ],
            [at_most_seconds(REPORT_SECONDS)],
        ),
        Scenario(
            "complaint_month",
            f"a month by level, category, channel and outlet, and the course of its "
            f"year, of {COMPLAINTS} complaints",
            [Side("ours", 1, print_month)],
            [at_most_seconds(REPORT_SECONDS)],
        ),
    ]


def _fill(world: "World") -> None:
    """Complaints of three years in the order they came in, and as many leads."""
    env = world.env
    outlets = env["aftersales.outlet"].create(
        [{"name": f"Outlet {world.tag} {number}"} for number in range(50)]
    )
    categories = env["aftersales.complaint.category"].search([])
    complaint = env["aftersales.complaint"]._register_complaints(
        [{"title": "Nobody came", "partner_id": world.customers[0].id}]
    )
    came_in = (
        f"(date_trunc('month', LOCALTIMESTAMP) - interval '{MONTHS} months') "
        f"+ n.number * interval '{MONTHS} months' / {COMPLAINTS}"
    )
    fill(
        complaint,
        COMPLAINTS,
        name="t.name || '-' || n.number",
        state=f"(ARRAY{list(STATES)})[1 + mod(n.number, {len(STATES)})]",
        level=f"(ARRAY{list(LEVELS)})[1 + mod(n.number * 7, {len(LEVELS)})]",
        channel="(ARRAY['phone','page','email','order'])[1 + mod(n.number, 4)]",
        category_id=f"(ARRAY{categories.ids})[1 + mod(n.number, {len(categories)})]",
        outlet_id=f"(ARRAY{outlets.ids})[1 + mod(n.number * 3, {len(outlets)})]",
        received_at=came_in,
        acknowledged_at=f"{came_in} + interval '1 hour'",
        answer_deadline=f"{came_in} + interval '15 days'",
        answered_at=f"CASE WHEN mod(n.number, 6) > 1 THEN {came_in} "
        "+ mod(n.number, 500) * interval '1 hour' END",
        is_in_time="mod(n.number, 6) > 1 AND mod(n.number, 500) < 360",
        resolved_at=f"CASE WHEN mod(n.number, 6) > 2 THEN {came_in} "
        "+ mod(n.number, 700) * interval '1 hour' END",
        satisfaction="CASE WHEN mod(n.number, 6) > 3 "
        "THEN (1 + mod(n.number, 5))::varchar END",
    )
    fill(
        env["crm.lead"].create({**world.leads(1)[0], "type": "opportunity"}),
        COMPLAINTS,
        name="t.name || '-' || n.number",
        create_date=came_in,
    )
