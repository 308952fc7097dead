"""``./run clean``: removes what the other commands made."""

import shutil
import tempfile
from pathlib import Path

from . import console, paths
from .locks import exclusive
from .postgres import stop_private


def clean(cache: bool) -> int:
    """Stop the private cluster and remove ``.odoo/``; with ``cache`` the cache too."""
    with exclusive("prepare"):
        stop_private()
        cluster = paths.STATE / "pg"
        if cluster.is_symlink():
            shutil.rmtree(cluster.resolve(), ignore_errors=True)
        sockets = Path(tempfile.gettempdir()) / f"aftersales-{paths.CHECKOUT_ID}"
        shutil.rmtree(sockets, ignore_errors=True)
        shutil.rmtree(paths.STATE)
    console.say("    .odoo/ is gone.")
    if cache:
        shutil.rmtree(paths.cache(), ignore_errors=True)
        console.say("    The cache is gone.")
    return 0
