"""Helpers of the tests that need no database."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

from hypothesis import HealthCheck, settings

# A busy machine is slow; that is no property of the code under test.
settings.register_profile(
    "shared", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared")

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"

#: Pure modules live under a name of their own, apart from Odoo's import of them.
PACKAGE = "aftersales_pure"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def load_pure(relative: str) -> ModuleType:
    """Import a module of ``addons/*/tools`` without importing its addon.

    ``load_pure("aftersales_service/tools/clock.py")``. Relative imports between the
    modules of one folder work.
    """
    *folders, name = Path(relative).with_suffix("").parts
    _package(PACKAGE, ADDONS)
    # An addon's tools may use those of the addon it depends on.
    for tools in ADDONS.glob("*/tools"):
        _package(f"{PACKAGE}.{tools.parent.name}", tools.parent)
        _package(f"{PACKAGE}.{tools.parent.name}.tools", tools)
    return importlib.import_module(".".join((PACKAGE, *folders, name)))


def _package(name: str, directory: Path) -> None:
    """Register a folder as a package without running its ``__init__.py``."""
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [str(directory)]
        sys.modules[name] = package
