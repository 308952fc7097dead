"""What layers add to the host's validation of a picking of 500 lines.

An outlet's goods come in and leave. The other side validates the same picking while
layers do not follow, which is the host without the addon.
"""

from typing import TYPE_CHECKING
from unittest.mock import patch

from harness import Scenario, Side, at_most

if TYPE_CHECKING:
    from world import World

    from odoo.models import BaseModel

    from . import Size

LINES = 500
FOLLOWED, ALONE = "ours, layers follow", "core, no layers"


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Give an outlet a warehouse and 500 goods; return receipt and delivery."""
    env = world.env
    # Papers of goods would stop the picking before its layers are written.
    env.company.write(
        {"aftersales_check_receipts": False, "aftersales_sign_issues": False}
    )
    outlet = env["aftersales.outlet"].sudo().search([], limit=1)
    warehouse = env["stock.warehouse"].create(
        {"name": f"Layers {world.tag}", "code": world.tag[-5:]}
    )
    outlet.warehouse_id = warehouse
    goods = env["product.product"].create(
        [
            {"name": f"Goods {world.tag} {number}", "is_storable": True}
            for number in range(LINES)
        ]
    )
    suppliers = env.ref("stock.stock_location_suppliers")
    customers = env.ref("stock.stock_location_customers")
    stock = warehouse.lot_stock_id
    for _time in range(2):
        # Two layers of each, so that there is something to choose from.
        _validate(_ready(warehouse.in_type_id, suppliers, stock, goods))
    env.cr.commit()

    def sides(kind: "BaseModel", source: "BaseModel", dest: "BaseModel") -> list[Side]:
        def ready() -> int:
            return _ready(kind, source, dest, goods).id

        def alone(picking_id: int) -> None:
            with patch.object(type(env["aftersales.stock.layer"]), "_follow", _ignore):
                _validate(env["stock.picking"].browse(picking_id))

        def followed(picking_id: int) -> None:
            picking = env["stock.picking"].browse(picking_id)
            _validate(picking)
            _check(picking, source == stock)

        return [
            Side(FOLLOWED, LINES, followed, ready),
            Side(ALONE, LINES, alone, ready),
        ]

    return [
        Scenario(
            "layers_receipt",
            f"a receipt of {LINES} lines into an outlet's warehouse validated",
            sides(warehouse.in_type_id, suppliers, stock),
            [at_most(1.15, ALONE)],
        ),
        Scenario(
            "layers_delivery",
            f"a delivery of {LINES} lines validated, each of the oldest layer",
            sides(warehouse.out_type_id, stock, customers),
            [at_most(1.15, ALONE)],
        ),
    ]


def _ignore(_layers: "BaseModel", _lines: "BaseModel") -> None:
    """Layers do not follow."""


def _ready(
    kind: "BaseModel", source: "BaseModel", dest: "BaseModel", goods: "BaseModel"
) -> "BaseModel":
    places = {"location_id": source.id, "location_dest_id": dest.id}
    picking = kind.env["stock.picking"].create(
        {
            **places,
            "picking_type_id": kind.id,
            "move_ids": [
                (0, 0, {**places, "product_id": product.id, "product_uom_qty": 2})
                for product in goods
            ],
        }
    )
    picking.action_confirm()
    picking.action_assign()
    picking.move_ids.picked = True
    return picking


def _validate(picking: "BaseModel") -> None:
    picking._action_done()
    picking.env.cr.flush()
    if picking.state != "done":
        raise SystemExit(f"stock_layers: {picking.name} is {picking.state}")


def _check(picking: "BaseModel", is_issue: bool) -> None:
    model = "aftersales.stock.layer.use" if is_issue else "aftersales.stock.layer"
    field = "move_id" if is_issue else "origin_move_id"
    found = (
        picking.env[model].sudo().search_count([(field, "in", picking.move_ids.ids)])
    )
    if found != LINES:
        raise SystemExit(f"stock_layers: {found} rows for {LINES} lines")
