"""``./run lint``: every checker, one after the other; all of them get to speak."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import addons, console, odoo_lint, paths, prepare, system, venv

#: Folders with Python of ours.
PYTHON = ("addons", "benchmarks", "devkit", "tests")
#: Not for us: one file per subject (not per model), the OCA as author, a generated
#: readme.
OCA_ONLY = (
    "consider-merging-classes-inherited",
    "manifest-required-author",
    "missing-readme",
)
#: What prettier looks after.
FORMATTED = ("*/**/*.xml", "*/static/src/**/*.js", "*/static/tests/**/*.js")

Check = tuple[str, Sequence[str | Path]]


def lint(*, fix: bool = False, quick: bool = False) -> int:
    """Run the checkers; fail if one of them does.

    With ``fix`` they repair first. ``quick`` leaves out Odoo's own checks, which need a
    database.
    """
    python = venv.ensure(paths.LINT_VENV, paths.REQUIREMENTS / "lint.txt", "Linters")
    node = _ensure_node()
    if fix:
        for title, command in repairs(python.parent, node):
            console.heading(f"{title}: repairing what it can")
            _call(command, stdout=subprocess.DEVNULL)
    failed = []
    for title, command in checks(python.parent, node):
        console.heading(title)
        if _call(command):
            failed.append(title)
    if not quick and addons.manifests():
        with prepare.runtime() as ready:
            database = prepare.test_database(ready)
            console.heading("Odoo's test_lint")
            if odoo_lint.check(ready, database):
                failed.append("Odoo's test_lint")
    if failed:
        console.say("Failed: " + ", ".join(failed))
        return 1
    console.say("All clean.")
    return 0


def checks(programs: Path, node: Path) -> Iterator[Check]:
    """Yield each checker's name and command; those without a file are left out."""
    python = [name for name in PYTHON if (paths.ROOT / name).is_dir()]
    yield "ruff check", [programs / "ruff", "check", *python]
    yield "ruff format", [programs / "ruff", "format", "--check", *python]
    if modules := [paths.ADDONS / name for name in addons.manifests()]:
        jobs = str(os.cpu_count() or 1)
        start = [programs / "pylint", "-j", jobs, f"--disable={','.join(OCA_ONLY)}"]
        yield "pylint-odoo", [*start, *modules]
        oca = programs / "oca-checks-odoo-module"
        yield "oca-checks-odoo-module", [oca, *modules]
    if catalogues := _files("*/i18n/*.po"):
        yield "oca-checks-po", [programs / "oca-checks-po", *catalogues]
    if files := _files(*FORMATTED):
        yield "prettier", [*_prettier(node), "--check", *files]


def repairs(programs: Path, node: Path) -> Iterator[Check]:
    """Yield the checkers that can repair; the formatters go last."""
    python = [name for name in PYTHON if (paths.ROOT / name).is_dir()]
    if modules := [paths.ADDONS / name for name in addons.manifests()]:
        oca = programs / "oca-checks-odoo-module"
        yield "oca-checks-odoo-module", [oca, "--fix", "--no-verbose", *modules]
    yield "ruff check", [programs / "ruff", "check", "--fix", *python]
    yield "ruff format", [programs / "ruff", "format", *python]
    if files := _files(*FORMATTED):
        yield "prettier", [*_prettier(node), "--write", *files]


def _call(command: Sequence[str | Path], stdout: int | None = None) -> int:
    return subprocess.call(
        [str(part) for part in command],
        cwd=paths.ROOT,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
    )


def _prettier(node: Path) -> list[str | Path]:
    plugin = node / "@prettier" / "plugin-xml" / "src" / "plugin.js"
    return [node / ".bin" / "prettier", f"--plugin={plugin}"]


def _files(*patterns: str) -> list[Path]:
    found = (path for pattern in patterns for path in paths.ADDONS.glob(pattern))
    return sorted(path for path in found if "lib" not in path.parts)


def _ensure_node() -> Path:
    """Return node_modules with prettier, as locked in requirements/."""
    lock = paths.REQUIREMENTS / "package-lock.json"
    stamp = paths.LINT_NODE / "lock.ready"
    modules = paths.LINT_NODE / "node_modules"
    if stamp.is_file() and stamp.read_text() == lock.read_text():
        return modules
    system.ensure_npm()
    shutil.rmtree(paths.LINT_NODE, ignore_errors=True)
    paths.LINT_NODE.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(paths.REQUIREMENTS / name, paths.LINT_NODE)
    console.step(
        "Linters: installing prettier",
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        log="npm",
        cwd=paths.LINT_NODE,
    )
    stamp.write_text(lock.read_text())
    return modules
