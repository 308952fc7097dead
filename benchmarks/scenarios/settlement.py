"""A month of a thousand outlets, a hundred visits each, settled in batches.

Ours reads what each visit was, prices it by a rate card and writes its lines; halfway
it is killed in the middle of a batch, begins anew with the outlets that have no
settlement, and is seen to have paid every visit exactly once. No peer settles with
outlets; the yardstick is the host writing vendor bills with as many lines each as an
outlet has visits.
"""

from typing import TYPE_CHECKING

from bulk import fill
from harness import Scenario, Side, at_most, at_most_queries

from odoo import fields

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

VISITS_EACH = 100
BATCH = 20
BILLS = 20
FIRST, LAST = fields.Date.to_date("2026-03-01"), fields.Date.to_date("2026-03-31")
FINISHED = "timestamp '2026-03-01 02:00' + interval '7 hours' * mod(n.number, 100)"
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAA"
    "AABJRU5ErkJggg=="
)
OURS, BILL = "ours, killed and resumed", "core vendor bill lines"
# Labour, way and opinion of every visit.
LINES_EACH = 3


class Killed(Exception):
    """What a killed run is to its transaction."""


def build(world: "World", size: "Size") -> list[Scenario]:
    """Make outlets and visits by SQL, and return the scenario."""
    env = world.env
    outlets = max(size.rows // VISITS_EACH, 2 * BATCH)
    visits = outlets * VISITS_EACH
    _put_card_in_force(world)
    _fill(world, outlets, visits)
    settlements = env["aftersales.settlement"].sudo()
    return [
        Scenario(
            "settlement",
            f"{visits} visits of {outlets} outlets settled in batches of {BATCH} "
            "outlets, killed halfway and resumed, each visit exactly once",
            [
                Side(OURS, visits, lambda _subject: _settle(settlements, visits)),
                Side(
                    BILL,
                    BILLS * VISITS_EACH,
                    lambda vals: env["account.move"].create(vals),
                    lambda: _bills(world),
                ),
            ],
            [at_most(1, BILL), at_most_queries(0.1)],
            warm_up=False,
        )
    ]


# -- work ------------------------------------------------------------------------------


def _settle(settlements: "BaseModel", visits: int) -> None:
    """Settle half, be killed, settle the rest; where the job commits, this flushes."""
    outlets = visits // VISITS_EACH
    done = 0
    while done < outlets // 2:
        done += _batch(settlements)
    try:
        with settlements.env.cr.savepoint():
            _batch(settlements)
            raise Killed
    except Killed:
        settlements.env.invalidate_all(flush=False)
    while found := _batch(settlements):
        done += found
    if done != outlets:
        raise SystemExit(f"{OURS}: {done} outlets, not {outlets}")
    _check_once(settlements, visits)


def _batch(settlements: "BaseModel") -> int:
    env = settlements.env
    done = settlements._settle_batch(env.company, FIRST, LAST, BATCH)
    env.cr.flush()
    env.cr.clear()
    return done


def _check_once(settlements: "BaseModel", visits: int) -> None:
    env = settlements.env
    env.cr.execute(
        "SELECT count(*), count(DISTINCT dispatch_id), count(DISTINCT (dispatch_id, "
        "kind)) FROM aftersales_settlement_line WHERE company_id = %s",
        [env.company.id],
    )
    counts = env.cr.fetchone()
    expected = (visits * LINES_EACH, visits, visits * LINES_EACH)
    if counts != expected:
        raise SystemExit(f"{OURS}: lines, visits, once each: {counts}, not {expected}")


def _bills(world: "World") -> list[dict]:
    """Return values of vendor bills with as many lines as an outlet has visits."""
    env = world.env
    product = env.ref("aftersales_service.product_product_outlet_labour")
    return [
        {
            "move_type": "in_invoice",
            "partner_id": world.customers[number].id,
            "invoice_date": LAST,
            "invoice_line_ids": [
                fields.Command.create(
                    {"product_id": product.id, "quantity": 1.0, "price_unit": 80.0}
                )
                for _line in range(VISITS_EACH)
            ],
        }
        for number in range(BILLS)
    ]


# -- tables ----------------------------------------------------------------------------


def _put_card_in_force(world: "World") -> None:
    world.env["aftersales.rate.card"].create(
        {
            "name": f"Outsourced {world.tag}",
            "outlet_kind": "outsourced",
            "rule_ids": [
                fields.Command.create(vals)
                for vals in (
                    {"kind": "labour", "amount": 80.0},
                    {
                        "kind": "labour",
                        "amount": 95.0,
                        "fault_id": world.symptoms[0].id,
                    },
                    {"kind": "travel", "basis": "km", "amount": 1.5, "km_from": 20.0},
                    {
                        "kind": "bonus_opinion",
                        "basis": "percent",
                        "amount": 10.0,
                        "opinion": "very_satisfied",
                    },
                )
            ],
        }
    ).action_put_in_force()


def _fill(world: "World", outlets: int, visits: int) -> None:
    """Copy one outlet, and one finished and signed visit with its order and way."""
    env = world.env
    env.company.aftersales_settlement_start = FIRST
    outlet = env["aftersales.outlet"].create(
        {
            "name": f"Partner {world.tag}",
            "kind": "outsourced",
            "partner_id": world.customers[0].id,
        }
    )
    outlet.sudo().action_approve()
    outlet.action_activate()
    others = fill(outlet, outlets, name="t.name || ' ' || n.number")
    # As many visits as outlets need; the seeds are of none of them.
    of_outlet = f"{others[0]} + mod(n.number - 1, {outlets})"
    order = env["aftersales.order"].create(
        {**world.orders(1)[0], "received_at": "2026-03-01 01:00:00"}
    )
    visit = env["aftersales.dispatch"].create(
        {
            "order_id": order.id,
            "opinion": "very_satisfied",
            "signed_by": "Director Li",
            "signature": PICTURE,
        }
    )
    way = env["aftersales.order.line"].create(
        {
            "order_id": order.id,
            "dispatch_id": visit.id,
            "product_id": env.company.aftersales_travel_product_id.id,
            "distance_km": 50.0,
        }
    )
    name = "t.name || '-' || n.number"
    orders = fill(order, visits, name=name, outlet_id=of_outlet)
    of_order = f"{orders[0]} + n.number - 1"
    dispatches = fill(
        visit,
        visits,
        name=name,
        order_id=of_order,
        outlet_id=of_outlet,
        state="'finished'",
        finished_at=FINISHED,
    )
    of_visit = f"{dispatches[0]} + n.number - 1"
    fill(way, visits, order_id=of_order, dispatch_id=of_visit)
    signature = (
        env["ir.attachment"]
        .sudo()
        .search(
            [
                ("res_model", "=", visit._name),
                ("res_field", "=", "signature"),
                ("res_id", "=", visit.id),
            ]
        )
    )
    fill(signature, visits, res_id=of_visit)
    env.invalidate_all()
