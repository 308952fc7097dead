"""``./run test``: every test in one pytest, on the prepared database.

A run of everything goes on two processes, each with a copy of the database.
"""

import subprocess
from collections.abc import Sequence

from . import console, paths, prepare, system
from .locks import exclusive


def names_tests(arguments: Sequence[str]) -> bool:
    """Tell whether pytest's arguments already say which tests to run.

    >>> names_tests(["-k", "order", "-x"])
    False
    >>> names_tests(["tests/test_repository.py::test_license"])
    True
    """
    return any(
        not argument.startswith("-")
        and (paths.ROOT / argument.split("::", 1)[0]).exists()
        for argument in arguments
    )


def all_tests() -> list[str]:
    """Return where the tests are: the quick ones that need no database go first."""
    found = [paths.ROOT / "tests", *sorted(paths.ADDONS.glob("*/tests"))]
    return [str(path.relative_to(paths.ROOT)) for path in found if path.is_dir()]


#: More of them only wait for each other: what is asked most is PostgreSQL and Chromium.
WORKERS = 2


def in_parallel(arguments: Sequence[str]) -> list[str]:
    """Return pytest's options for a run of everything; a chosen few run faster alone.

    >>> in_parallel([])
    ['--numprocesses=2', '--dist=loadscope']
    >>> in_parallel(["-k", "order"])
    []
    """
    return [] if arguments else [f"--numprocesses={WORKERS}", "--dist=loadscope"]


def test(arguments: Sequence[str]) -> int:
    """Prepare what is missing and run the tests; pytest's answer is ours."""
    system.ensure_browser()
    system.ensure_reports()
    with prepare.runtime() as ready:
        name = prepare.test_database(ready)
        command = [
            str(ready.python),
            "-m",
            "pytest",
            "-p",
            "devkit.browser_plugin",
            "-p",
            "devkit.filestore_plugin",
            f"--odoo-config={ready.configuration('test')}",
            f"--odoo-database={name}",
            "--odoo-http",
            "--odoo-log-level=warn",
            *in_parallel(arguments),
            *arguments,
        ]
        if not names_tests(arguments):
            command += all_tests()
        console.heading("Running the tests")
        with exclusive("test"):
            env = {**ready.env, "PYTHONPATH": f"{ready.odoo.import_path}:{paths.ROOT}"}
            return console.attached(
                command, env=env, cwd=paths.ROOT, stdin=subprocess.DEVNULL
            )
