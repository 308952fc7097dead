"""The service ledger of some days as a spreadsheet, beside the host's own export.

Both are timed to the finished file. The host's writer needs a web request, so its cells
are written here in the way it does: with the same library, in memory.
"""

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import big_tables
import xlsxwriter
from harness import Scenario, Side, at_most

if TYPE_CHECKING:
    from world import World

    from . import Size

ROWS = 10_000
DAYS = 5
LEAD = "core crm.lead export as xlsx"
# As many columns as the ledger has.
LEAD_COLUMNS = [
    "name",
    "create_date",
    "team_id",
    "user_id",
    "partner_id/name",
    "type",
    "contact_name",
    "priority",
    "stage_id",
    "partner_name",
    "phone",
    "email_from",
    "street",
    "street2",
    "city",
    "zip",
    "state_id",
    "country_id",
    "date_deadline",
    "date_open",
    "date_closed",
    "date_last_stage_update",
    "day_open",
    "day_close",
    "probability",
    "expected_revenue",
    "prorated_revenue",
    "recurring_revenue",
    "campaign_id",
    "medium_id",
    "source_id",
    "company_id",
]


def build(world: "World", size: "Size") -> list[Scenario]:
    """Return our ledger against the host's export of leads."""
    env = world.env
    big_tables.ensure(world, size.rows)
    env.user.sudo().group_ids += env.ref("base.group_allow_export")
    env.cr.commit()
    today = date.today()
    period = {"date_from": today - timedelta(days=DAYS), "date_to": today}
    wizards = env["aftersales.ledger.export"]
    found = env["aftersales.ledger"].search_count(
        wizards.new(period)._get_ledger_domain()
    )
    leads = env["crm.lead"].search([], limit=ROWS).ids
    if not found or not leads:
        raise SystemExit("ledger_export: nothing to export")
    return [
        Scenario(
            "ledger_export",
            f"{found} rows of the service ledger, {len(LEAD_COLUMNS)} columns; the "
            f"host's export of {len(leads)} leads with as many columns",
            [
                Side(
                    "ours ledger as xlsx",
                    found,
                    setup=lambda: wizards.create(period).id,
                    action=lambda wizard: wizards.browse(wizard)._write_workbook(
                        BytesIO()
                    ),
                ),
                Side(
                    LEAD,
                    len(leads),
                    action=lambda _subject: _export(env["crm.lead"].browse(leads)),
                ),
            ],
            [at_most(1, LEAD)],
            warm_up=False,
        )
    ]


def _export(leads) -> None:
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    style = book.add_format({"text_wrap": True})
    for number, row in enumerate(leads.export_data(LEAD_COLUMNS)["datas"]):
        for column, value in enumerate(row):
            # The host, too, hands over what a cell understands, else its text.
            sheet.write(number, column, _cell(value), style)
    book.close()


def _cell(value):
    return value if isinstance(value, int | float | str) else str(value)
