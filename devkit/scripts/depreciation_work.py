"""Runs in an Odoo shell: fills a company with aged stock, or depreciates a month of it.

What to do comes through AFTERSALES_KILL_STEP: ``fill`` or ``work``. Work says on a line
of its own when it begins, and what the books and the layers are in the end; it goes on
from wherever an earlier one was killed.
"""

import hashlib
import os
import sys
from pathlib import Path

from odoo.modules.module import get_module_path

# A script on standard input does not know where it lies; the addon does.
root = Path(get_module_path("aftersales_service")).parents[1]
sys.path.insert(0, str(root / "benchmarks"))

import aged_stock  # noqa: E402

env = globals()["env"]  # given by the shell

#: What an undisturbed run and one that was killed must agree on, ids of new rows aside.
DIGESTS = {
    "layers": "SELECT id, remaining_quantity, allowance "
    "FROM aftersales_stock_layer ORDER BY id",
    "uses": "SELECT id, allowance, release_run_id "
    "FROM aftersales_stock_layer_use ORDER BY id",
    "lines": "SELECT run_id, kind, layer_id, use_id, outlet_id, age, periods, "
    "quantity, cost, cumulative, booked, amount FROM aftersales_depreciation_line "
    "ORDER BY run_id, layer_id, use_id, kind",
    "entries": "SELECT m.date, m.state, l.account_id, l.balance, l.name, "
    "l.analytic_distribution FROM account_move_line l "
    "JOIN account_move m ON m.id = l.move_id "
    "WHERE m.aftersales_depreciation_run_id IS NOT NULL "
    "ORDER BY m.date, l.name, l.account_id",
    "runs": "SELECT month_end, state, line_count, charge_amount, release_amount, "
    "cumulative_amount, difference, last_use_id FROM aftersales_depreciation_run "
    "ORDER BY month_end",
}


def commit():
    """Save a batch, as the job does."""
    env.cr.commit()
    return True


def work():
    """Compute the month and post it, from wherever it stands."""
    run = env["aftersales.depreciation.run"]._prepare_run(env.company, aged_stock.MONTH)
    commit()
    print(f"begins in state {run.state}", flush=True)
    if run.state == "draft":
        run._finish(after_batch=commit)
        commit()
    print("computed", flush=True)
    if run.state == "computed":
        run.action_post()
        commit()
    print("posted", flush=True)
    for name, query in DIGESTS.items():
        env.cr.execute(query)
        digest = hashlib.sha256(repr(env.cr.fetchall()).encode()).hexdigest()
        print(f"digest {name} {env.cr.rowcount} {digest[:16]}", flush=True)


if os.environ["AFTERSALES_KILL_STEP"] == "fill":
    aged_stock.build(env, int(os.environ["AFTERSALES_KILL_LAYERS"]))
    commit()
else:
    work()
