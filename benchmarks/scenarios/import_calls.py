"""The file of 3 000 service calls through the import wizard.

The yardstick is the host's own import of as many rows of the same file into leads and
into contacts, in the way its import screen does it: ``load`` without chatter. Ours also
looks up or makes the customers, symptoms and units, and sorts out the bad rows.
"""

import base64
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from harness import Scenario, Side, at_most

if TYPE_CHECKING:
    from world import World

    from . import Size

DATA = Path(__file__).parents[2] / "addons" / "aftersales_service" / "tests" / "data"
LEAD = "core crm.lead load()"

# Field of the host: column of the file. The first one is replaced by a unique id.
CONTACT_COLUMNS = {"id": "external_id", "phone": "phone", "city": "city"}
PARTNER_COLUMNS = {**CONTACT_COLUMNS, "name": "external_id"}
LEAD_COLUMNS = {
    **CONTACT_COLUMNS,
    "name": "symptom",
    "partner_name": "customer",
    "contact_name": "contact",
    "description": "description",
}


def build(world: "World", _size: "Size") -> list[Scenario]:
    """Return our wizard against the host's import."""
    env = world.env
    _load_products(env)
    content = (DATA / "service_calls.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    def wizard():
        found = env["aftersales.import.calls"].create(
            {"file": base64.b64encode(content), "tz": "Asia/Shanghai"}
        )
        return found.id

    def run_wizard(wizard_id: int) -> None:
        with uncommitted(env["aftersales.import.calls"]):
            env["aftersales.import.calls"].browse(wizard_id).action_import()

    def side(label: str, model: str, columns: dict[str, str]) -> Side:
        table = [[row[title] for title in columns.values()] for row in rows]
        # The file has calls twice; the host would take the second as an update.
        for number, line in enumerate(table):
            line[0] = f"bench_{model.replace('.', '_')}_{number}"
        return Side(
            label,
            len(rows),
            action=lambda _subject: _load(
                env[model].with_context(import_file=True, tracking_disable=True),
                list(columns),
                table,
            ),
        )

    return [
        Scenario(
            "import_calls",
            f"the file of {len(rows)} service calls, row by row of the file; the host "
            "loads the same rows without chatter and without looking anything up",
            [
                Side("ours import wizard", len(rows), run_wizard, wizard),
                side(LEAD, "crm.lead", LEAD_COLUMNS),
                side("core res.partner load()", "res.partner", PARTNER_COLUMNS),
            ],
            [at_most(1, LEAD)],
            warm_up=False,
        )
    ]


def _load(model, columns: list[str], table: list[list[str]]) -> None:
    answer = model.load(columns, table)
    if not answer["ids"]:
        raise SystemExit(f"{model._name}: {answer['messages'][:3]}")


@contextmanager
def uncommitted(model) -> Iterator[None]:
    """Let the wizard flush where it commits, so that the round can be rolled back."""

    def flush(wizard) -> None:
        wizard.env.cr.flush()
        wizard.env.cr.clear()

    with patch.object(type(model), "_commit_batch", flush):
        yield


def _load_products(env) -> None:
    """Make the products that the calls name."""
    with (DATA / "products.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    known = env["product.product"].search(
        [("default_code", "in", [row["code"] for row in rows])]
    )
    codes = set(known.mapped("default_code"))
    env["product.product"].create(
        [
            {
                "name": row["name"],
                "default_code": row["code"],
                "is_storable": True,
                "tracking": row["tracking"],
                "standard_price": float(row["cost"]),
            }
            for row in rows
            if row["code"] not in codes
        ]
    )
    env.cr.commit()
