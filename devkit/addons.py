"""What the addons say about themselves; read without importing them."""

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path

from . import paths

#: The demo company is Chinese; tests run beside its chart of accounts as well.
EXTRA_MODULES = ("l10n_cn",)

#: Folders whose files never reach the database.
NOT_INSTALLED = {"tests", "__pycache__", "readme", "static"}


def manifests(directory: Path = paths.ADDONS) -> dict[str, dict[str, object]]:
    """Return the manifests of the installable addons by name."""
    found = {}
    for path in sorted(directory.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def dependencies(own: dict[str, dict[str, object]]) -> list[str]:
    """Return the modules of Odoo that the addons build on.

    >>> dependencies({"a": {"depends": ["stock", "b"]}, "b": {"depends": ["mail"]}})
    ['l10n_cn', 'mail', 'stock']
    """
    named = {
        name
        for manifest in own.values()
        for name in manifest.get("depends", [])  # type: ignore[attr-defined]
    }
    return sorted((named | set(EXTRA_MODULES)) - set(own))


def digest(parts: Iterable[str | bytes]) -> str:
    """Return a short hash over parts that cannot run into each other.

    >>> digest(["ab", "c"]) == digest(["a", "bc"])
    False
    """
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()[:16]


def content(directory: Path = paths.ADDONS) -> str:
    """Hash what an installation of the addons depends on."""
    parts: list[str | bytes] = []
    for path in sorted(directory.rglob("*")):
        relative = path.relative_to(directory)
        if not path.is_file() or NOT_INSTALLED.intersection(relative.parts):
            continue
        if path.suffix in {".pyc", ".pot", ".md", ".rst"}:
            continue
        parts += [str(relative), path.read_bytes()]
    return digest(parts)
