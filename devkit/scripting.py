"""``shell``, ``demo-month`` and ``bench``: code that runs inside the suite."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from . import console, database, paths, prepare
from . import kill_runs as kill_runner
from .language import default_language
from .odoo_command import Runtime

DEMO_MONTH = Path(__file__).parent / "demo_month.py"
BENCHMARKS = paths.ROOT / "benchmarks" / "run.py"


def shell(name: str | None, arguments: Sequence[str]) -> int:
    """Open an Odoo shell, or run the script that comes on standard input."""
    # What a script prints may be piped on: our own lines go elsewhere.
    console.to_stderr()
    with prepare.runtime() as ready:
        if name is None:
            lang = default_language(os.environ)
            name = prepare.demo_database(ready, lang, fresh=False, chosen=False)
        elif not database.exists(ready, name):
            raise console.Abort(f"There is no database {name}.")
        return _shell(ready, name, arguments, stdin=None)


def demo_month() -> int:
    """Play the month's script on a copy of the prepared database."""
    with prepare.runtime() as ready:
        source = prepare.test_database(ready)
        console.heading(f"Database: {prepare.MONTH}, copied anew")
        database.clone(ready, source, prepare.MONTH)
        prepare.localize(ready, prepare.MONTH, default_language(os.environ))
        console.heading("Playing the month")
        return _shell(ready, prepare.MONTH, [], stdin=DEMO_MONTH)


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks on a copy of the prepared database.

    They find it through AFTERSALES_DATABASE, its settings through AFTERSALES_CONF.
    """
    if not BENCHMARKS.is_file():
        raise console.Abort("benchmarks/run.py is missing.")
    with prepare.runtime() as ready:
        source = prepare.test_database(ready)
        database.clone(ready, source, prepare.BENCH)
        env = {
            **ready.env,
            "AFTERSALES_DATABASE": prepare.BENCH,
            "AFTERSALES_CONF": str(ready.configuration("bench")),
        }
        command = [str(ready.python), str(BENCHMARKS), *arguments]
        return console.attached(command, env=env, cwd=paths.ROOT)


def kill_runs(layers: int, kills: int, seed: int) -> int:
    """Kill a depreciation run again and again, on copies of the prepared database."""
    with prepare.runtime() as ready:
        source = prepare.test_database(ready)
        database.clone(ready, source, prepare.KILL)
        machine = kill_runner.Machine(
            shell=lambda name: ready.command(name, "--no-http", sub="shell"),
            env=ready.env,
            clone=lambda name, copy: database.clone(ready, name, copy),
        )
        return kill_runner.prove(machine, prepare.KILL, layers, kills, seed)


def _shell(
    ready: Runtime, name: str, arguments: Sequence[str], stdin: Path | None
) -> int:
    command = ready.command(name, "--no-http", *arguments, sub="shell")
    if stdin is None:
        return console.attached(command, env=ready.env)
    sys.stdout.flush()
    with stdin.open() as script:
        return console.attached(command, env=ready.env, stdin=script)
