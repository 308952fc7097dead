"""Units made of goods that leave: of past deliveries, and with each delivery.

The yardstick of the past ones is the host making as many records of its own; a unit of
ours gets its life, its owner and its warranty. A delivery is measured with goods that
become units and with goods that do not.
"""

from typing import TYPE_CHECKING

from bulk import fill
from harness import Scenario, Side, at_most, at_most_queries

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

PAST, BATCH, ON_PICKING = 10_000, 500, 10
LEADS = 1_000
SHIPPED = 200
LOT, LEAD = "core stock.lot create", "core crm.lead create"
PLAIN = "core, goods without units"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return the scenarios of past deliveries and of one that leaves."""
    env = world.env
    serviced, plain = env["product.product"].create(
        [
            {
                "name": f"Pump {world.tag}",
                "is_storable": True,
                "tracking": "serial",
                "is_serviced": is_serviced,
            }
            for is_serviced in (True, False)
        ]
    )
    _deliver_past(world, serviced)
    run = env["aftersales.equipment.build"].create({})
    _delivered, missing = run._count_numbers()
    env.cr.commit()

    def create(label: str, model: str, vals_list: list[dict]) -> Side:
        def action(_subject) -> None:
            for start in range(0, len(vals_list), BATCH):
                env[model].create(vals_list[start : start + BATCH])
                env.cr.flush()

        return Side(label, len(vals_list), action)

    def ship(label: str, product: "BaseModel") -> Side:
        def validate(picking_id: int) -> None:
            picking = env["stock.picking"].browse(picking_id)
            _validate(picking)
            units = env["aftersales.equipment"].search_count(
                [("product_id", "=", product.id), ("source", "=", "delivery")]
            )
            if (units >= SHIPPED) != (product == serviced):
                raise SystemExit(f"{label}: {units} units")

        return Side(label, SHIPPED, validate, lambda: _ready(world, product).id)

    numbers = [
        {"name": f"Made-{number}", "product_id": serviced.id} for number in range(PAST)
    ]
    return [
        Scenario(
            "base_backfill",
            f"{missing} numbers delivered in the past become units, {BATCH} at a time",
            [
                Side("ours", missing, lambda _subject: _run(run, missing)),
                create(LOT, "stock.lot", numbers),
                create(LEAD, "crm.lead", world.leads(LEADS)),
            ],
            [at_most(1, LEAD), at_most_queries(1)],
            warm_up=False,
        ),
        Scenario(
            "base_delivery",
            f"a delivery of {SHIPPED} numbers, each of which becomes a unit; the other "
            "is of goods that need no unit",
            [ship("ours, goods with units", serviced), ship(PLAIN, plain)],
            [at_most(2, PLAIN)],
        ),
    ]


def _run(run: "BaseModel", expected: int) -> None:
    """Work as the job does; where that commits, this flushes."""
    done = 0
    while found := run._build_batch(BATCH):
        run.env.cr.flush()
        run.env.invalidate_all()
        done += found
    if not done == run.made_count == expected:
        raise SystemExit(f"base_backfill: {done} numbers, {run.made_count} units")


def _warehouse(world: "World") -> "BaseModel":
    company = world.env.company
    return world.env["stock.warehouse"].search([("company_id", "=", company.id)])[:1]


def _ready(
    world: "World", product: "BaseModel", count: int = SHIPPED, prefix: str = "New"
) -> "BaseModel":
    """Return a picking whose numbers are chosen and in stock."""
    env = world.env
    warehouse = _warehouse(world)
    places = {
        "location_id": warehouse.lot_stock_id.id,
        "location_dest_id": env.ref("stock.stock_location_customers").id,
    }
    lots = env["stock.lot"].create(
        [
            {"name": f"{prefix}-{product.id}-{number}", "product_id": product.id}
            for number in range(count)
        ]
    )
    env["stock.quant"].sudo().create(
        [
            {
                "product_id": product.id,
                "location_id": places["location_id"],
                "lot_id": lot.id,
                "quantity": 1,
            }
            for lot in lots
        ]
    )
    picking = env["stock.picking"].create(
        {
            **places,
            "picking_type_id": warehouse.out_type_id.id,
            "partner_id": world.customers[0].id,
            "move_ids": [
                (0, 0, {**places, "product_id": product.id, "product_uom_qty": count})
            ],
        }
    )
    picking.action_confirm()
    picking.action_assign()
    picking.move_ids.picked = True
    return picking


def _validate(picking: "BaseModel") -> None:
    # The host would ask first whether it should send text messages.
    picking.with_context(skip_sms=True).button_validate()
    if picking.state != "done":
        raise SystemExit(f"installed_base: {picking.name} is {picking.state}")


def _deliver_past(world: "World", product: "BaseModel") -> None:
    """Copy a delivery of one number until enough have left, as before our time."""
    picking = _ready(world, product, count=1, prefix="Old")
    _validate(picking)
    line = picking.move_line_ids
    lot = fill(line.lot_id, PAST, name="t.name || '-' || n.number")[0]
    of_picking = f"(n.number - 1) / {ON_PICKING}"
    copies = PAST // ON_PICKING
    first = fill(picking, copies, name="t.name || '-' || n.number")[0]
    move = fill(line.move_id, copies, picking_id=f"{first} + n.number - 1")[0]
    fill(
        line,
        PAST,
        lot_id=f"{lot} + n.number - 1",
        move_id=f"{move} + {of_picking}",
        picking_id=f"{first} + {of_picking}",
    )
