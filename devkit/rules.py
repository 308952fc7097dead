"""``./run rules``: keeps docs/rules.csv true.

The table says of each rule of the service standard how the suite meets it, where, and
which tests prove it. The column ``tests`` is rebuilt from the ``@rule("R001")``
decorators; the others are written by hand and checked here.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from . import console, paths, rules_sources

COLUMNS = ["rule", "topic", "statement", "source", "how", "where", "tests"]
ALL_RULES = [f"R{number:03d}" for number in range(1, 532)]
#: Rules that the code itself keeps: they need a test.
PROVEN = {"enforced", "configured", "recorded"}
HOW = re.compile(r"enforced|configured|recorded|guidance|planned:part-\d+")

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Read the table."""
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != COLUMNS:
            raise console.Abort(
                f"{path.name}: the columns must be {', '.join(COLUMNS)}"
            )
        return [dict(row) for row in reader]


def write(rows: list[Row]) -> str:
    """Return the table as text, the way the file has it."""
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()


def tests_by_rule(root: Path) -> dict[str, list[str]]:
    """Return the tests of each rule that a decorator names."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule, test in rules_sources.read_tests(root):
        found[rule].add(test)
    return {rule: sorted(tests) for rule, tests in found.items()}


class Places:
    """Checks that what the column ``where`` names is there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._addons = root / "addons"
        self._models = rules_sources.read_models(self._addons)
        self._ids = rules_sources.read_xml_ids(self._addons)

    def problem(self, place: str) -> str | None:
        """Return what is wrong with one place, or nothing."""
        kind, _, rest = place.partition(":")
        match kind:
            case "view" | "report" | "data" if rest:
                return None if rest in self._ids else f"no id {rest} in the XML files"
            case "doc" if rest:
                exists = (self._root / rest.split("#", 1)[0]).is_file()
                return None if exists else f"no file {rest}"
            case "tools" if rest:
                return self._tool_problem(rest)
        return self._model_problem(place)

    def _tool_problem(self, rest: str) -> str | None:
        name, _, function = rest.partition(":")
        path = self._addons / name
        if not path.is_file():
            return f"no file addons/{name}"
        if function and function not in rules_sources.functions(path):
            return f"no {function} in addons/{name}"
        return None

    def _model_problem(self, place: str) -> str | None:
        found = self._models.split(place)
        if found is None:
            return f"no model {place} in the addons"
        model, name = found
        if name and not self._models.has(model, name):
            return f"no {name} in model {model}"
        return None


def problems(rows: list[Row], tests: dict[str, list[str]], root: Path) -> Iterator[str]:
    """Yield everything that is wrong, one line each."""
    counts = Counter(row["rule"] for row in rows)
    for rule in ALL_RULES:
        if not counts[rule]:
            yield f"{rule}: missing"
    for rule, count in counts.items():
        if count > 1:
            yield f"{rule}: {count} rows"
        if rule not in ALL_RULES:
            yield f"{rule}: not a rule of the standard"
    for rule in sorted(set(tests) - set(counts)):
        yield f"{rule}: unknown, named by {'; '.join(tests[rule])}"
    places = Places(root)
    for row in rows:
        yield from (f"{row['rule']}: {text}" for text in _row(row, tests, places))


def _row(row: Row, tests: dict[str, list[str]], places: Places) -> Iterator[str]:
    how, where = row["how"], row["where"]
    if not HOW.fullmatch(how):
        yield f"unknown how {how!r}"
    if how in PROVEN and not tests.get(row["rule"]):
        yield f"{how} without a test"
    if how.startswith("planned") and where:
        yield "planned, but names a place"
    if not how.startswith("planned") and not where:
        yield f"{how} without a place"
    for place in filter(None, where.split("; ")):
        if problem := places.problem(place):
            yield problem


def coverage(rows: list[Row]) -> str:
    """Return a table: how the rules of each topic are met."""
    topics: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        topics[row["topic"]][row["how"].split(":")[0]] += 1
        topics[row["topic"]]["tested"] += bool(row["tests"])
    kinds = ["enforced", "configured", "recorded", "guidance", "planned", "tested"]
    lines = [f"{'topic':<8}" + "".join(f"{kind:>12}" for kind in kinds)]
    total: Counter[str] = Counter()
    for topic, counts in sorted(topics.items()):
        total += counts
        lines.append(f"{topic:<8}" + "".join(f"{counts[kind]:>12}" for kind in kinds))
    lines.append(f"{'all':<8}" + "".join(f"{total[kind]:>12}" for kind in kinds))
    return "\n".join(lines)


def main(*, check: bool, root: Path = paths.ROOT) -> int:
    """Rebuild the column ``tests`` (or check that it is fresh) and check the rest."""
    path = root / "docs" / "rules.csv"
    rows = read(path)
    tests = tests_by_rule(root)
    for row in rows:
        row["tests"] = "; ".join(tests.get(row["rule"], []))
    text = write(rows)
    found = list(problems(rows, tests, root))
    if text != path.read_text(encoding="utf-8"):
        if check:
            found.append("docs/rules.csv is stale: ./run rules")
        else:
            fresh = path.with_suffix(".new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path)
    console.say(coverage(rows))
    for line in found:
        console.say(line)
    return 1 if found else 0
