"""``./run serve`` and ``./run db``: the suite with demo data on this machine only."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import console, database, demo_users, prepare, system
from .language import default_language
from .odoo_command import INTERFACE, Runtime

START_SECONDS = 180


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on a port of the loopback interface."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As Odoo does: a port just left by a former server is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((INTERFACE, port))
        except OSError:
            return False
        return True


def serve(port: int, lang: str | None) -> int:
    """Prepare what is missing and serve until Ctrl-C."""
    if not port_is_free(port):
        raise console.Abort(
            f"Port {port} is taken. Another one: ./run serve --port {port + 1}"
        )
    system.ensure_reports()
    with prepare.runtime() as ready:
        name = _demo(ready, lang, fresh=False)
        return _run(ready, name, port)


def fresh_database(lang: str | None) -> int:
    """Make the demo database anew."""
    with prepare.runtime() as ready:
        name = _demo(ready, lang, fresh=True)
        console.say(f"    {name} is ready; ./run serve serves it.")
    return 0


def _demo(ready: Runtime, lang: str | None, *, fresh: bool) -> str:
    language = lang or default_language(os.environ)
    chosen = lang is not None or fresh
    return prepare.demo_database(ready, language, fresh=fresh, chosen=chosen)


def _run(ready: Runtime, name: str, port: int) -> int:
    console.heading(f"Starting Odoo on port {port}")
    command = ready.command(name, f"--http-port={port}", f"--db-filter=^{name}$")
    # Its own session: Ctrl-C reaches us alone and we stop it in an orderly way.
    process = subprocess.Popen(
        command,
        env=ready.env,
        stdin=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        url = f"http://{INTERFACE}:{port}"
        _await(process, url)
        lang = database.note(ready, name).get("lang", "en_US")
        logins = set(ready.server.sql("SELECT login FROM res_users", name).split())
        console.say(demo_users.banner(url, lang, logins))
        return process.wait()
    except KeyboardInterrupt:
        console.say("\n    stopping")
        return 0
    finally:
        console.stop(process)


def _await(process: "subprocess.Popen[str]", url: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + START_SECONDS
    # Whatever proxy the machine uses, this address is not behind it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        if process.poll() is not None:
            raise console.Abort("Odoo did not start; its messages are above.")
        try:
            with opener.open(f"{url}/web/health", timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise console.Abort(f"Odoo did not answer within {START_SECONDS} s.")
