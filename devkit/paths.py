"""Where things are: in the checkout, in its ignored ``.odoo/`` and in the cache."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"
REQUIREMENTS = ROOT / "requirements"
COMPANY_CONF = ROOT / "odoo.conf"

STATE = ROOT / ".odoo"
LOGS = STATE / "log"
TREE = STATE / "tree"
VENV = STATE / "venv"
LINT_VENV = STATE / "venv-lint"
LINT_NODE = STATE / "node"
DATA = STATE / "data"
SCREENSHOTS = STATE / "screenshots"

#: Tells two checkouts on one machine apart where a short name is needed.
CHECKOUT_ID = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]


def cache() -> Path:
    """Return the user's cache directory, shared by all checkouts."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "aftersales-odoo"
