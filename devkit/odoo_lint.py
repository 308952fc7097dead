"""Odoo's own checks (its addon `test_lint`), narrowed down to our addons.

This module is also the pytest plugin that does the narrowing: the checks ask for the
manifests of all addons and get ours alone.
"""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

from . import addons, console, paths
from .odoo_command import Runtime

#: Checks that read sources or the registry. The others need eslint, a pylint inside
#: Odoo's environment, or look at Odoo's own modules only.
CHECKS = (
    "test_docstring",
    "test_dunderinit",
    "test_i18n",
    "test_index",
    "test_jstranslate",
    "test_manifests",
    "test_markers",
    "test_onchange_domains",
    "test_orm_import",
    "test_override_signatures",
    "test_pofile",
    "test_test_holes",
)


def check(ready: Runtime, database: str) -> int:
    """Run the checks on a prepared database; 0 if Odoo comes without them."""
    tests = [
        str(file)
        for directory in ready.odoo.addons
        for name in CHECKS
        if (file := directory / "test_lint" / "tests" / f"{name}.py").is_file()
    ]
    if not tests:
        return 0
    command = [
        str(ready.python),
        "-m",
        "pytest",
        "-q",
        "-p",
        "devkit.odoo_lint",
        "-c",
        str(paths.ROOT / "pyproject.toml"),
        f"--odoo-config={ready.configuration('test')}",
        f"--odoo-database={database}",
        *tests,
    ]
    env = {**ready.env, "PYTHONPATH": f"{ready.odoo.import_path}:{paths.ROOT}"}
    return console.attached(command, env=env, cwd=paths.STATE, stdin=subprocess.DEVNULL)


def pytest_configure() -> None:
    """Hide all addons but ours from the checks."""
    from odoo.modules import Manifest

    import odoo.addons

    # The package imports checks that need more than Odoo does; they are not run here.
    package = ModuleType("odoo.addons.test_lint.tests")
    package.__path__ = [
        str(Path(directory) / "test_lint" / "tests")
        for directory in odoo.addons.__path__
    ]
    sys.modules[package.__name__] = package

    ours = addons.manifests()
    everything = Manifest.all_addon_manifests

    def own_manifests() -> list[Manifest]:
        return [manifest for manifest in everything() if manifest.name in ours]

    Manifest.all_addon_manifests = staticmethod(own_manifests)
