"""Odoo in this process: its database, the measuring user, one transaction a round.

``./run bench`` says through AFTERSALES_DATABASE which throw-away copy of the prepared
database to use, through AFTERSALES_CONF which settings; PG* variables name the server.
"""

import configparser
import importlib.util
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg2
from psycopg2 import sql

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.sql_db import BaseCursor

OWN_ADDONS = Path(__file__).resolve().parent.parent / "addons"
OWN = "aftersales_"
LANG = "en_US"


def clone(template: str, database: str) -> None:
    """Make ``database`` anew as a copy of ``template``."""
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        name = sql.Identifier(database)
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        cursor.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                name, sql.Identifier(template)
            )
        )
    connection.close()


@dataclass(frozen=True)
class Suite:
    """How to run Odoo on the prepared database, with the peers beside ours."""

    database: str
    conf: str
    peers: Path

    def _addons_path(self) -> str:
        if self.conf:
            options = configparser.RawConfigParser()
            options.read(self.conf, encoding="utf-8")
            own = options.get("options", "addons_path").split(",")
        else:
            spec = importlib.util.find_spec("odoo")
            places = spec.submodule_search_locations if spec else None
            own = [f"{place}/addons" for place in places or ()] + [str(OWN_ADDONS)]
        return ",".join([*own, str(self.peers)])

    def _options(self) -> list[str]:
        return [
            f"--config={self.conf or os.devnull}",
            f"--database={self.database}",
            f"--addons-path={self._addons_path()}",
            "--no-http",
            "--max-cron-threads=0",
            "--log-level=warn",
        ]

    def install(self) -> None:
        """Install ours and the peers, as far as they are not yet."""
        wanted = {
            manifest.parent.name
            for path in self._addons_path().split(",")
            for manifest in Path(path).glob("*/__manifest__.py")
            if manifest.parent.name.startswith(OWN) or Path(path) == self.peers
        }
        missing = sorted(wanted - self._installed())
        if not missing:
            return
        print(f"==> Database: installing {', '.join(missing)}", flush=True)
        command = [sys.executable, "-m", "odoo", "server", *self._options()]
        subprocess.run(
            [*command, f"--init={','.join(missing)}", "--stop-after-init"], check=True
        )
        if failed := set(missing) - self._installed():
            raise SystemExit(f"Not installed: {', '.join(sorted(failed))}")

    def _installed(self) -> set[str]:
        query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
        connection = psycopg2.connect(dbname=self.database)
        with connection.cursor() as cursor:
            cursor.execute(query)
            names = {name for (name,) in cursor.fetchall()}
        connection.close()
        return names

    def cursor(self) -> "BaseCursor":
        """Boot Odoo in this process and open a cursor."""
        from odoo.modules.registry import Registry
        from odoo.tools import config

        config.parse_config(self._options(), setup_logging=True)
        threading.current_thread().dbname = self.database  # type: ignore[attr-defined]
        return Registry(self.database).cursor()


def environment(cursor: "BaseCursor") -> "Environment":
    """Return an administrator's environment; record rules hold, unlike for root."""
    from odoo.api import SUPERUSER_ID, Environment

    root = Environment(cursor, SUPERUSER_ID, {})
    user = root.ref("base.user_admin")
    companies = user.company_id.ids
    context = {"lang": LANG, "tz": "UTC", "allowed_company_ids": companies}
    return root(user=user.id, su=False, context=context)


class Rounds:
    """The harness' `Transaction` on an environment: one round, then rolled back."""

    def __init__(self, env: "Environment") -> None:
        self._env = env

    def reset(self) -> None:
        """Roll back and forget all records."""
        self._env.cr.rollback()
        self._env.transaction.reset()

    def flush(self) -> None:
        """Write what is pending; tracking messages and the like are made here too."""
        self._env.cr.flush()

    def settle(self) -> None:
        """Flush and forget all records."""
        self._env.cr.flush()
        self._env.invalidate_all()

    def query_count(self) -> int:
        """Count the queries of this cursor."""
        return self._env.cr.sql_log_count
