"""How Odoo is started here: environment, configuration, command."""

import os
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .odoo_source import Odoo
from .postgres import Server

INTERFACE = "127.0.0.1"


@dataclass(frozen=True)
class Runtime:
    """All that a command needs to run Odoo on a prepared machine."""

    odoo: Odoo
    python: Path
    server: Server

    @property
    def env(self) -> dict[str, str]:
        """Return the environment: which Odoo to import, which server to ask."""
        env = {**self.server.env, "PYTHONPATH": str(self.odoo.import_path)}
        # A company's own settings must not leak into a developer's run.
        for name in ("ODOO_RC", "OPENERP_SERVER"):
            env.pop(name, None)
        return env

    def configuration(self, name: str = "odoo") -> Path:
        """Write the settings that are ours alone and return their file.

        The server's address is in the environment, so no password is ever written.
        """
        addons = [*self.odoo.addons]
        if paths.ADDONS.is_dir():
            addons.append(paths.ADDONS)
        lines = {
            "addons_path": ",".join(map(str, addons)),
            "data_dir": paths.DATA,
            "http_interface": INTERFACE,
            "list_db": False,
            "log_level": "warn",
            "max_cron_threads": 1 if name == "odoo" else 0,
            "screenshots": paths.SCREENSHOTS,
            "workers": 0,
        }
        path = paths.STATE / f"{name}.conf"
        text = "[options]\n" + "".join(f"{key} = {val}\n" for key, val in lines.items())
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
        return path

    def command(self, database: str, *arguments: str, sub: str = "server") -> list[str]:
        """Return the command line of one of Odoo's commands on a database."""
        start = [str(self.python), "-m", "odoo", sub, "-c", str(self.configuration())]
        return [*start, "-d", database, *arguments]
