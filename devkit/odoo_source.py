"""Finds an Odoo 19, or unpacks Debian's package of it under ``.odoo/``."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import console, debian_odoo, paths

SERIES = (19, 0)


@dataclass(frozen=True)
class Odoo:
    """An Odoo to run: what to import, where its addons are, which version."""

    package: Path
    addons: tuple[Path, ...]
    version: str

    @property
    def import_path(self) -> Path:
        """A directory that holds nothing but ``odoo``.

        Not the package's own parent: in a system-wide Odoo that is dist-packages,
        whose other packages would hide those of our environment.
        """
        return paths.STATE / "import"

    def link(self) -> None:
        """Point the import directory at this Odoo."""
        self.import_path.mkdir(parents=True, exist_ok=True)
        link = self.import_path / "odoo"
        if link.is_symlink() and link.readlink() == self.package:
            return
        fresh = self.import_path / f".odoo-{os.getpid()}"
        fresh.symlink_to(self.package)
        fresh.replace(link)


def read_series(release: str) -> tuple[int, int] | None:
    """Read the series out of the text of ``odoo/release.py``.

    >>> read_series("version_info = (19, 0, 0, FINAL, 0, '')")
    (19, 0)
    """
    match = re.search(r"^version_info\s*=\s*\((\d+),\s*(\d+)", release, re.MULTILINE)
    return (int(match[1]), int(match[2])) if match else None


def from_directory(home: Path, version: str = "") -> Odoo:
    """Describe the Odoo in ``home``: a source checkout, or a directory with odoo/."""
    package = home / "odoo" if (home / "odoo" / "release.py").is_file() else home
    release = package / "release.py"
    if not release.is_file():
        raise console.Abort(f"{home}: no odoo/release.py in there.")
    series = read_series(release.read_text(encoding="utf-8"))
    if series != SERIES:
        raise console.Abort(f"{home}: this is Odoo {series}, the suite needs 19.0.")
    candidates = (package / "addons", package.parent / "addons")
    addons = tuple(path.resolve() for path in candidates if _has_modules(path))
    return Odoo(package.resolve(), addons, version or _checkout_version(package.parent))


def _has_modules(path: Path) -> bool:
    return any(path.glob("*/__manifest__.py"))


def _checkout_version(directory: Path) -> str:
    """Return the commit of a source checkout, else the time of its release file."""
    if (directory / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(directory), "rev-parse", "HEAD"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            return f"19.0-git-{done.stdout.strip()[:12]}"
    stat = (directory / "odoo" / "release.py").stat()
    return f"19.0-{int(stat.st_mtime)}"


def _importable() -> Path | None:
    """Return the directory around an Odoo that this Python can already import."""
    try:
        spec = importlib.util.find_spec("odoo")
    except (ImportError, ValueError):
        return None
    for place in (spec.submodule_search_locations or []) if spec else []:
        release = Path(place) / "release.py"
        if release.is_file() and read_series(release.read_text("utf-8")) == SERIES:
            return release.parent.parent
    return None


def ensure() -> Odoo:
    """Return the Odoo to use, fetching Debian's when there is no other."""
    if named := os.environ.get("ODOO_HOME"):
        odoo = from_directory(Path(named).expanduser())
    elif found := _importable():
        odoo = from_directory(found)
    else:
        version = debian_odoo.ensure()
        odoo = from_directory(paths.TREE / debian_odoo.PACKAGES_DIR, version)
    odoo.link()
    return odoo
