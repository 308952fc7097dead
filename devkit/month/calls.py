"""The file of 3 000 calls, through the wizard, twice."""

import base64
from typing import Any

from .world import DATA, World, read_rows

FILE = "service_calls.csv"
#: Some units are in warranty, some are not any more, of others nobody knows.
WARRANTY_ENDS = ("2027-12-31", "2027-06-30", "2025-06-30", False)


def import_calls(world: World) -> None:
    """Check, import, and import again: the second time adds nothing."""
    Order = world.env["aftersales.order"]
    wizard = _open_wizard(world)
    wizard.action_check()
    bad_rows = read_rows("service_calls_bad_rows.csv")
    print(f"==> {FILE}: {wizard.good_count} good rows, {wizard.bad_count} bad ones")
    assert wizard.bad_count == len(bad_rows), "not the bad rows that were expected"
    good_count = wizard.good_count
    wizard.action_import()
    assert Order.search_count([]) == good_count, "calls were lost or doubled"
    again = _open_wizard(world)
    again.action_import()
    print(f"    a second import: {again.known_count} known, {again.good_count} new")
    assert not again.good_count, "the second import found new calls"
    assert Order.search_count([]) == good_count, "the second import added calls"
    _date_warranties(world)
    world.env.cr.commit()


def _open_wizard(world: World) -> Any:
    return (
        world.env["aftersales.import.calls"]
        .with_user(world.dispatcher)
        .create(
            {
                "file": base64.b64encode((DATA / FILE).read_bytes()),
                "file_name": FILE,
                "tz": "Asia/Shanghai",
            }
        )
    )


def _date_warranties(world: World) -> None:
    units = world.env["aftersales.equipment"].search([], order="id")
    for number, day in enumerate(WARRANTY_ENDS):
        units[number :: len(WARRANTY_ENDS)].warranty_end_date = day
