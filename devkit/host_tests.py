"""``./run host-tests``: Odoo's own tests, without our addons and with them.

The same tests, on two copies of the prepared databases that differ in our addons only.
All of them run with every module loaded, also those that Odoo runs while it installs a
module: of these a few fail on plain Odoo, too, for there is more around them than they
know of. What counts is that nothing changes: outcomes are compared test by test.

What differs is asked once more on both sides: a browser that was late is no difference.
"""

import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from . import console, database, paths, prepare, system
from .locks import exclusive
from .odoo_command import Runtime

#: Suites of the host whose models our addons change.
MODULES = ("stock", "stock_account", "purchase_stock", "sale_stock", "repair")
PLAIN, OURS = "aftersales_host_plain", "aftersales_host_ours"

OUTCOMES = ("passed", "failed", "error", "skipped")
#: Of several outcomes of a test (its subtests), the one that counts.
SEVERITY = ("skipped", "passed", "failed", "error")
#: pytest's word for the outcome of a test that has this child in its report.
TAGS = {"error": "error", "failure": "failed", "skipped": "skipped"}
#: Answers of pytest that are results; others mean that it could not do its work.
RAN = (0, 1)


class Difference(NamedTuple):
    """A test whose outcome is not the same; None: it did not run at all."""

    test: str
    plain: str | None
    ours: str | None


def read_outcomes(report: str) -> dict[str, str]:
    """Read the outcome of each test from a JUnit report; the worst of several counts.

    >>> read_outcomes('<testsuites><testsuite>'
    ...     '<testcase classname="stock.tests.test_a.TestA" name="test_1"/>'
    ...     '<testcase classname="stock.tests.test_a.TestA" name="test_2"><failure/>'
    ...     '</testcase></testsuite></testsuites>')
    {'test_a.TestA.test_1': 'passed', 'test_a.TestA.test_2': 'failed'}
    """
    outcomes: dict[str, str] = {}
    # The report was written by our own run of pytest a moment ago.
    for case in ElementTree.fromstring(report).iter("testcase"):
        path = str(case.get("classname")).rpartition("tests.")[2]
        test = f"{path}.{case.get('name')}"
        found = next((TAGS[part.tag] for part in case if part.tag in TAGS), "passed")
        outcomes[test] = max(outcomes.get(test, found), found, key=SEVERITY.index)
    return outcomes


def compare(plain: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[Difference]:
    """Tests that do not end alike, in the order of their names.

    >>> [*compare({"a": "passed", "b": "failed"}, {"a": "failed", "b": "failed"})]
    [Difference(test='a', plain='passed', ours='failed')]
    """
    for test in sorted({*plain, *ours}):
        if plain.get(test) != ours.get(test):
            yield Difference(test, plain.get(test), ours.get(test))


def counts(outcomes: Mapping[str, str]) -> str:
    """Return how many tests ended how.

    >>> counts({"a": "passed", "b": "passed", "c": "failed"})
    '2 passed, 1 failed, 0 error, 0 skipped'
    """
    found = Counter(outcomes.values())
    return ", ".join(f"{found[name]} {name}" for name in OUTCOMES)


def node(folder: Path, test: str) -> str:
    """Return pytest's name of a test.

    >>> node(Path("stock/tests"), "test_a.TestA.test_1")
    'stock/tests/test_a.py::TestA::test_1'
    """
    *path, case, name = test.split(".")
    return f"{folder.joinpath(*path)}.py::{case}::{name}"


def host_tests(modules: Sequence[str]) -> int:
    """Run the suites on both sides, print both; 0 if they are the same."""
    system.ensure_browser()
    system.ensure_reports()
    with prepare.runtime() as ready, exclusive("host-tests"):
        folders = {name: _folder(ready, name) for name in modules or MODULES}
        database.clone(ready, database.ensure_template(ready), PLAIN)
        database.clone(ready, prepare.test_database(ready), OURS)
        # Not `any`: all of them run, whatever the first ones say.
        same = [_compare_suite(ready, *item) for item in folders.items()]
    return 0 if all(same) else 1


def _folder(ready: Runtime, module: str) -> Path:
    for addons in ready.odoo.addons:
        folder = addons / module / "tests"
        if folder.is_dir():
            return folder
    raise console.Abort(f"Odoo has no tests of {module}.")


def _compare_suite(ready: Runtime, module: str, folder: Path) -> bool:
    plain = _run(ready, PLAIN, module, [str(folder)])
    ours = _run(ready, OURS, module, [str(folder)])
    console.say(f"    without our addons: {counts(plain)}")
    console.say(f"    with them:          {counts(ours)}")
    first = [*compare(plain, ours)]
    if nodes := [node(folder, one.test) for one in first if one.plain and one.ours]:
        plain |= _run(ready, PLAIN, f"{module}-again", nodes)
        ours |= _run(ready, OURS, f"{module}-again", nodes)
    different = {one.test: one for one in compare(plain, ours)}
    for one in first:
        if one.test not in different:
            console.say(f"    {one.test}: differed at first, alike when asked again")
    for test, before, after in different.values():
        console.say(f"    {test}: {before or 'did not run'} → {after or 'did not run'}")
    return not different


def _run(
    ready: Runtime, name: str, title: str, targets: Sequence[str]
) -> dict[str, str]:
    """Run tests on one database; their output goes to a file of its own."""
    report = paths.LOGS / f"{name}-{title}.xml"
    log = report.with_suffix(".log")
    report.unlink(missing_ok=True)
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    console.heading(f"{title} on {name} (output: {log.relative_to(paths.ROOT)})")
    command = [
        *(str(ready.python), "-m", "pytest", "-q", "-p", "devkit.browser_plugin"),
        f"--odoo-config={ready.configuration('test')}",
        *(f"--odoo-database={name}", "--odoo-http", "--odoo-log-level=warn"),
        *(f"--rootdir={paths.ROOT}", f"--junitxml={report}", *targets),
    ]
    env = {**ready.env, "PYTHONPATH": f"{ready.odoo.import_path}:{paths.ROOT}"}
    with log.open("w", encoding="utf-8") as output:
        status = console.attached(
            command,
            env=env,
            cwd=paths.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if status not in RAN:
        raise console.Abort(f"{title} did not run:\n{console.tail(log)}")
    return read_outcomes(report.read_text(encoding="utf-8"))
