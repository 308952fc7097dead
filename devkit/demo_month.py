"""Runs in an Odoo shell on a copy of the prepared database: `./run demo-month`.

Imports the 3 000 calls, plays one month of them to paid invoices and prints what the
ledger says. It ends with an error where the sums do not agree.
"""

import sys
from pathlib import Path

from odoo.modules.module import get_module_path

# A script on standard input does not know where it lies; the addon does.
sys.path.insert(0, str(Path(get_module_path("aftersales_service")).parents[1]))

from devkit.month import run

sys.exit(run(globals()["env"]))  # given by the shell
