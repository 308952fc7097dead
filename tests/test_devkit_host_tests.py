"""The host's own tests: read from pytest's report, compared test by test."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from devkit import __main__ as cli
from devkit import console, host_tests

REPORT = """<testsuites><testsuite>
<testcase classname="odoo.addons.stock.tests.test_move.TestMove" name="test_in"/>
<testcase classname="odoo.addons.stock.tests.test_move.TestMove" name="test_out">
<failure message="no"/></testcase>
<testcase classname="odoo.addons.stock.tests.test_move.TestMove" name="test_sub"/>
<testcase classname="odoo.addons.stock.tests.test_move.TestMove" name="test_sub">
<failure message="one subtest"/></testcase>
<testcase classname="odoo.addons.stock.tests.test_quant.TestQuant" name="test_gone">
<error message="set-up"/></testcase>
<testcase classname="odoo.addons.stock.tests.test_quant.TestQuant" name="test_later">
<skipped message="not here"/></testcase>
</testsuite></testsuites>"""


def test_each_test_has_one_outcome_the_worst() -> None:
    assert host_tests.read_outcomes(REPORT) == {
        "test_move.TestMove.test_in": "passed",
        "test_move.TestMove.test_out": "failed",
        "test_move.TestMove.test_sub": "failed",
        "test_quant.TestQuant.test_gone": "error",
        "test_quant.TestQuant.test_later": "skipped",
    }


def test_what_fails_on_both_sides_is_no_difference() -> None:
    outcomes = host_tests.read_outcomes(REPORT)
    assert not [*host_tests.compare(outcomes, outcomes)]
    assert host_tests.counts(outcomes) == "1 passed, 2 failed, 1 error, 1 skipped"


def test_a_test_that_did_not_run_is_one() -> None:
    before, after = {"a": "passed", "b": "failed"}, {"b": "failed", "c": "passed"}
    assert [*host_tests.compare(before, after)] == [
        ("a", "passed", None),
        ("c", None, "passed"),
    ]


@pytest.fixture
def sides(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], dict[str, str]]:
    """What each side answers, by its database and what is run."""
    answers: dict[tuple[str, str], dict[str, str]] = {}
    monkeypatch.setattr(
        host_tests,
        "_run",
        lambda _ready, name, title, _targets: dict(answers[name, title]),
    )
    return answers


@pytest.mark.parametrize(
    ("again", "same"), [("passed", True), ("failed", False), ("error", False)]
)
def test_what_differs_is_asked_again(
    sides: dict[tuple[str, str], dict[str, str]],
    capsys: pytest.CaptureFixture[str],
    again: str,
    same: bool,
) -> None:
    tour, other = "test_tour.TestTour.test_late", "test_tour.TestTour.test_fine"
    sides[host_tests.PLAIN, "stock"] = {tour: "passed", other: "passed"}
    sides[host_tests.OURS, "stock"] = {tour: "failed", other: "passed"}
    sides[host_tests.PLAIN, "stock-again"] = {tour: "passed"}
    sides[host_tests.OURS, "stock-again"] = {tour: again}
    folder = Path("stock/tests")
    assert host_tests._compare_suite(SimpleNamespace(), "stock", folder) is same
    said = capsys.readouterr().out
    assert f"{tour}: {'differed at first' if same else f'passed → {again}'}" in said
    assert other not in said


def test_what_never_ran_on_a_side_is_not_asked_again(
    sides: dict[tuple[str, str], dict[str, str]],
) -> None:
    sides[host_tests.PLAIN, "repair"] = {"test_a.TestA.test_1": "passed"}
    sides[host_tests.OURS, "repair"] = {}
    assert not host_tests._compare_suite(SimpleNamespace(), "repair", Path("tests"))


def test_a_module_without_tests_is_named(tmp_path: Path) -> None:
    ready = SimpleNamespace(odoo=SimpleNamespace(addons=(tmp_path,)))
    (tmp_path / "repair" / "tests").mkdir(parents=True)
    assert host_tests._folder(ready, "repair") == tmp_path / "repair" / "tests"
    with pytest.raises(console.Abort, match="no tests of stok"):
        host_tests._folder(ready, "stok")


def test_the_command_takes_modules() -> None:
    assert cli.parse(["host-tests"]).modules == []
    assert cli.parse(["host-tests", "stock", "repair"]).modules == ["stock", "repair"]
