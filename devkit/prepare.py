"""Brings a machine from bare to ready, in the order in which things are needed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from . import addons, console, database, odoo_source, paths, venv
from .locks import exclusive
from .odoo_command import Runtime
from .postgres import PostgreSQL

TEST = "aftersales_test"
DEMO = "aftersales_demo"
BENCH = "aftersales_bench"
MONTH = "aftersales_month"
KILL = "aftersales_kill"

PREPARE_DEMO = database.SCRIPTS / "prepare_demo.py"


@contextmanager
def runtime() -> Iterator[Runtime]:
    """Yield an Odoo with its Python and its database server; stop what was started."""
    paths.STATE.mkdir(exist_ok=True)
    server = PostgreSQL()
    try:
        with exclusive("prepare"):
            odoo = odoo_source.ensure()
            lock = paths.REQUIREMENTS / "odoo.txt"
            python = venv.ensure(paths.VENV, lock, "Python")
            ready = Runtime(odoo, python, server.start())
            ready.configuration()
        yield ready
    finally:
        server.stop()


def _own_addons() -> str:
    names = ",".join(addons.manifests())
    if not names:
        raise console.Abort("There is no addon in addons/ yet.")
    return names


def test_database(ready: Runtime) -> str:
    """Return the database with our addons and no demo data."""
    with exclusive("prepare"):
        names = _own_addons()
        template = database.ensure_template(ready)
        wanted = {"template": template, "addons": addons.content()}
        if database.note(ready, TEST) != wanted:
            database.clone(ready, template, TEST)
            console.step(
                "Database: installing the addons for the tests",
                ready.command(TEST, "-i", names, "--stop-after-init", "--no-http"),
                log="test-install",
                env=ready.env,
            )
            check_installed(ready, TEST)
            database.prewarm(ready, TEST)
            database.mark(ready, TEST, **wanted)
    return TEST


def check_installed(ready: Runtime, name: str) -> None:
    """Refuse a database in which an addon did not get installed.

    Odoo logs a module it cannot install and ends with success all the same.
    """
    states = _states(ready, name)
    missing = [
        addon for addon in addons.manifests() if states.get(addon) != "installed"
    ]
    if missing:
        raise console.Abort(f"{name}: not installed: {', '.join(missing)}")


def _states(ready: Runtime, name: str) -> dict[str, str]:
    query = "SELECT json_object_agg(name, state) FROM ir_module_module"
    found = json.loads(ready.server.sql(query, name) or "{}")
    return {str(key): str(value) for key, value in found.items()}


def demo_database(ready: Runtime, lang: str, *, fresh: bool, chosen: bool) -> str:
    """Return the demo database.

    It is made when it is missing, when `fresh` asks for it, when another language was
    `chosen`, or when Odoo itself changed. Changed addons are updated in place, so that
    what was clicked together stays.
    """
    with exclusive("prepare"):
        names = _own_addons()
        template = database.ensure_template(ready)
        wanted = {"template": template, "addons": addons.content(), "lang": lang}
        found = database.note(ready, DEMO)
        if not chosen and found:
            wanted["lang"] = found.get("lang", lang)
        keep = found and not fresh
        keep = keep and all(found.get(k) == wanted[k] for k in ("template", "lang"))
        if not keep:
            _make_demo(ready, template, names, wanted["lang"])
        elif found != wanted:
            _update_demo(ready)
        if found != wanted or not keep:
            check_installed(ready, DEMO)
            database.prewarm(ready, DEMO)
            database.mark(ready, DEMO, **wanted)
    return DEMO


def localize(ready: Runtime, name: str, lang: str) -> None:
    """Make the company of a clone Chinese and its administrator speak ``lang``."""
    title = f"Database: company settings ({lang})"
    database.run_script(ready, name, PREPARE_DEMO, title, AFTERSALES_LANG=lang)


def _make_demo(ready: Runtime, template: str, names: str, lang: str) -> None:
    database.clone(ready, template, DEMO)
    localize(ready, DEMO, lang)
    options = ["-i", names, "--with-demo", "--stop-after-init", "--no-http"]
    console.step(
        "Database: installing the addons with demo data",
        ready.command(DEMO, *options),
        log="demo-install",
        env=ready.env,
    )


def _update_demo(ready: Runtime) -> None:
    states = _states(ready, DEMO)
    own = addons.manifests()
    old = [name for name in own if states.get(name) == "installed"]
    new = [name for name in own if name not in old]
    options = ["-u", ",".join(old)] if old else []
    options += ["-i", ",".join(new)] if new else []
    console.step(
        "Database: updating the addons in the demo database",
        ready.command(DEMO, *options, "--with-demo", "--stop-after-init", "--no-http"),
        log="demo-update",
        env=ready.env,
        hint="A fresh demo database: ./run db",
    )
