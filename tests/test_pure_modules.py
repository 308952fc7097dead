"""The arithmetic in addons/*/tools is plain Python and proves its own examples."""

import ast
import doctest
from pathlib import Path

import pytest
from conftest import ADDONS, load_pure

MODULES = sorted(
    str(path.relative_to(ADDONS))
    for path in ADDONS.glob("*/tools/**/*.py")
    if path.name != "__init__.py"
)


@pytest.mark.parametrize("relative", MODULES)
def test_imports_no_odoo(relative: str) -> None:
    tree = ast.parse((ADDONS / relative).read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            imported.add((node.module or "").split(".")[0])
    assert "odoo" not in imported


@pytest.mark.parametrize("relative", MODULES)
def test_examples(relative: str) -> None:
    failed, _tried = doctest.testmod(load_pure(relative))
    assert not failed


def test_devkit_examples() -> None:
    import devkit
    from devkit import addons, browser_plugin, language, mirror, odoo_source, testing

    assert Path(devkit.__file__).parent.parent == ADDONS.parent
    modules = (addons, browser_plugin, language, mirror, odoo_source, testing)
    for module in modules:
        failed, tried = doctest.testmod(module)
        assert tried and not failed, module.__name__
