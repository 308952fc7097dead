"""What the ledger says of the month, and whether its sums agree."""

from typing import Any

from .world import World

#: Title, field of the ledger.
COLUMNS = (
    ("parts cost", "cost_parts_free"),
    ("labour", "amount_labour_charged"),
    ("free labour", "amount_labour_free"),
    ("charged", "amount_charged"),
    ("invoiced", "amount_invoiced"),
    ("paid", "amount_paid"),
)


def print_totals(world: World, orders: Any) -> int:
    """Print the tables; return 1 where money was lost or made up on the way."""
    env = world.env
    env.flush_all()
    env.invalidate_all()
    ledger = env["aftersales.ledger"].with_user(world.manager)
    domain = [("order_id", "in", orders.ids)]
    print("==> Orders by state")
    for state, count in ledger._read_group(domain, ["state"], ["__count"]):
        print(f"    {state:<12} {count:6d}")
    print("==> Ledger by outlet (amounts in", world.company.currency_id.name + ")")
    _print_outlets(ledger, domain)
    _print_promises(world, orders)
    problems = _check(ledger, domain, orders)
    for problem in problems:
        print(f"    PROBLEM: {problem}")
    if not problems:
        print(
            "    to the cent: charged = sold = invoiced before tax, invoiced = paid, "
            "cost of free parts = booked"
        )
    return 1 if problems else 0


def _print_outlets(ledger: Any, domain: list) -> None:
    titles = "".join(f"{title:>14}" for title, _field in COLUMNS)
    print(f"    {'outlet':<8} orders closed{titles}")
    sums = [f"{field}:sum" for _title, field in COLUMNS]
    closed = dict(
        ledger._read_group(
            [*domain, ("state", "=", "closed")], ["outlet_id"], ["__count"]
        )
    )
    rows = [
        (outlet.code or "-", count, closed.get(outlet, 0), *amounts)
        for outlet, count, *amounts in ledger._read_group(
            domain, ["outlet_id"], ["__count", *sums]
        )
    ]
    rows.append(("total", *map(sum, list(zip(*rows, strict=True))[1:])))
    for code, count, done, *amounts in rows:
        numbers = "".join(f"{amount:>14,.2f}" for amount in amounts)
        print(f"    {code:<8} {count:6d} {done:6d}{numbers}")


def _print_promises(world: World, orders: Any) -> None:
    """How many promises were met, and how many of them too late."""
    promises = world.env["aftersales.order.sla"].with_user(world.manager)
    groups = promises._read_group(
        [("order_id", "in", orders.ids), ("state", "=", "met")],
        ["milestone", "is_missed"],
        ["__count"],
    )
    counts = {(milestone, is_missed): count for milestone, is_missed, count in groups}
    print("==> Promises")
    for milestone in dict.fromkeys(milestone for milestone, _missed in counts):
        met, missed = (counts.get((milestone, is_missed), 0) for is_missed in (0, 1))
        print(f"    {milestone:<12} {met:6d} in time {missed:6d} too late")


def _get_booked_cost(orders: Any) -> float:
    """What the books took for parts that nobody is invoiced for."""
    account = orders.company_id.aftersales_warranty_location_id.valuation_account_id
    entries = orders.part_move_ids.account_move_id.line_ids
    return sum(line.balance for line in entries if line.account_id == account)


def _check(ledger: Any, domain: list, orders: Any) -> list[str]:
    """Sums of the closed orders, from the ledger and from the documents."""
    closed = orders.filtered(lambda order: order.state == "closed")
    [[charged, invoiced, paid, labour, parts]] = ledger._read_group(
        [*domain, ("state", "=", "closed")],
        [],
        [
            "amount_charged:sum",
            "amount_invoiced:sum",
            "amount_paid:sum",
            "amount_labour_charged:sum",
            "cost_parts_free:sum",
        ],
    )
    sale_lines = closed.sale_order_id.order_line
    invoices = closed.invoice_ids
    lines = closed.line_ids.filtered(lambda line: line.coverage == "customer")
    pairs = {
        "charged / invoiced before tax": (
            charged,
            sum(invoices.mapped("amount_untaxed")),
        ),
        "charged / sold": (charged, sum(sale_lines.mapped("price_subtotal"))),
        "sold / its lines invoiced": (
            sum(sale_lines.mapped("price_subtotal")),
            sum(sale_lines.mapped("untaxed_amount_invoiced")),
        ),
        "invoiced / invoices": (invoiced, sum(invoices.mapped("amount_total"))),
        "invoiced / paid": (invoiced, paid),
        "still due / nothing": (sum(invoices.mapped("amount_residual")), 0.0),
        "cost of free parts / booked": (parts, _get_booked_cost(closed)),
        "labour of the ledger / of the orders": (labour, sum(lines.mapped("amount"))),
    }
    problems = [
        f"{title}: {one:,.2f} and {other:,.2f}"
        for title, (one, other) in pairs.items()
        if round(one - other, 2)
    ]
    left = orders - closed - orders.filtered(lambda order: order.state == "cancelled")
    if left:
        names = ", ".join(left[:5].mapped("name"))
        problems.append(f"{len(left)} orders are neither closed nor cancelled: {names}")
    return problems
