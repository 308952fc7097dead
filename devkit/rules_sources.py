"""What the sources know that ``docs/rules.csv`` may name; read with `ast`, not run."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: An id in a data or view file; a record outside an <odoo> element counts as well.
_XML_ID = re.compile(
    r"<(?:record|template|menuitem|asset|report)\b[^>]*?\bid=\"([^\"]+)\""
)


@dataclass
class Models:
    """Models of our addons: their attributes and the models they build on."""

    attributes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def has(self, model: str, name: str) -> bool:
        """Tell whether a model has an attribute, its own or inherited from ours."""
        seen: set[str] = set()
        queue = [model]
        while queue:
            current = queue.pop()
            if current in seen:
                continue
            seen.add(current)
            if name in self.attributes.get(current, ()):
                return True
            queue += self.parents.get(current, ())
        return False

    def split(self, path: str) -> tuple[str, str] | None:
        """Split ``model.name.field`` at the longest model that is known."""
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            model = ".".join(parts[:end])
            if model in self.attributes:
                return model, ".".join(parts[end:])
        return None


def python_files(addons: Path) -> Iterator[Path]:
    """Yield the sources of all addons without their tests."""
    for path in sorted(addons.glob("*/**/*.py")):
        if "tests" not in path.relative_to(addons).parts:
            yield path


def read_models(addons: Path) -> Models:
    """Collect the models that the addons declare or extend."""
    models = Models()
    for path in python_files(addons):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                _add_class(models, node)
    return models


def _add_class(models: Models, node: ast.ClassDef) -> None:
    values = {
        target.id: statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    typed = {
        statement.target.id
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
    }
    names = _strings(values.get("_name"))
    inherited = _strings(values.get("_inherit"))
    delegated = _strings(values.get("_inherits"))
    for model in names or inherited:
        models.attributes[model] |= {*values, *typed} | {
            statement.name
            for statement in node.body
            if isinstance(statement, ast.FunctionDef)
        }
        models.parents[model] |= {*inherited, *delegated} - {model}


def _strings(node: ast.expr | None) -> list[str]:
    """Return the strings of a literal: one, a list, or the keys of a dict."""
    if node is None:
        return []
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value]


def read_xml_ids(addons: Path) -> set[str]:
    """Return the ids in the addons' XML, plain and with the addon's name."""
    found: set[str] = set()
    for path in sorted(addons.glob("*/**/*.xml")):
        addon = path.relative_to(addons).parts[0]
        for name in _XML_ID.findall(path.read_text(encoding="utf-8")):
            found |= {name, name if "." in name else f"{addon}.{name}"}
    return found


def functions(path: Path) -> set[str]:
    """Return the names of functions, methods (``Class.method``) and classes."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}.{item.name}"
                for item in node.body
                if isinstance(item, ast.FunctionDef)
            }
    return found


def read_tests(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (rule id, test) for each ``@rule(...)`` on a test or a test class."""
    files = [*root.glob("tests/**/*.py"), *root.glob("addons/*/tests/**/*.py")]
    for path in sorted(files):
        relative = path.relative_to(root)
        shown = str(
            relative.relative_to("addons")
            if "addons" in relative.parts[:1]
            else relative
        )
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                yield from ((rule, f"{shown}::{node.name}") for rule in _rules(node))
            if isinstance(node, ast.ClassDef):
                for rule in _rules(node):
                    yield rule, f"{shown}::{node.name}"
                for item in node.body:
                    if isinstance(item, ast.FunctionDef):
                        test = f"{shown}::{node.name}::{item.name}"
                        yield from ((rule, test) for rule in _rules(item))


def _rules(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """Yield the ids in the ``rule`` decorators of a definition."""
    for call in node.decorator_list:
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else None
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name == "rule":
            for argument in call.args:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
