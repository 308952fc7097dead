"""The check of docs/rules.csv finds what it is there to find."""

from pathlib import Path

import pytest

from devkit import rules, rules_sources

MODEL = """
class Order(models.Model):
    _name = "aftersales.order"
    _inherit = ["aftersales.mixin"]
    state = fields.Selection([])

    def action_close(self):
        pass

class OrderLine(models.Model):
    _name = "aftersales.order.line"
    price: float = fields.Float()

class Mixin(models.AbstractModel):
    _name = "aftersales.mixin"
    code = fields.Char()

class Partner(models.Model):
    _inherit = "res.partner"
    service_level = fields.Integer()
"""

TEST = """
@rule("R001", "R002")
class TestOrder(TransactionCase):
    @rule("R003")
    def test_close(self):
        pass

@rules.rule("R004")
def test_alone():
    pass
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with a model, a view, a tool and a test."""
    addon = tmp_path / "addons" / "aftersales_service"
    for folder in ("models", "tests", "tools", "views"):
        (addon / folder).mkdir(parents=True)
    (addon / "models" / "order.py").write_text(MODEL)
    (addon / "tests" / "test_order.py").write_text(TEST)
    (addon / "tools" / "clock.py").write_text("def due():\n    pass\n")
    view = '<odoo><record\n    id="order_view_form"\n    model="ir.ui.view" /></odoo>'
    (addon / "views" / "order.xml").write_text(view)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "guide.md").write_text("guide")
    write(tmp_path, {})
    return tmp_path


def write(root: Path, changes: dict[str, tuple[str, str]]) -> None:
    """Write a whole table in which some rules are changed to (how, where)."""
    rows = []
    for rule in rules.ALL_RULES:
        how, where = changes.get(rule, ("planned:part-4", ""))
        row = [rule, "T01", "words", "000 line 1", how, where, ""]
        rows.append(dict(zip(rules.COLUMNS, row, strict=True)))
    (root / "docs" / "rules.csv").write_text(rules.write(rows))


PLACES = [
    "aftersales.order",
    "aftersales.order.state",
    "aftersales.order.code",
    "aftersales.order.action_close",
    "aftersales.order.line.price",
    "res.partner.service_level",
    "view:aftersales_service.order_view_form",
    "data:order_view_form",
    "tools:aftersales_service/tools/clock.py:due",
    "doc:docs/guide.md",
]
WRONG_PLACES = [
    "aftersales.orders",
    "aftersales.order.colour",
    "view:other_view",
    "tools:aftersales_service/tools/clock.py:late",
    "tools:aftersales_service/tools/none.py",
    "doc:docs/none.md",
]


@pytest.mark.parametrize("place", PLACES)
def test_place_is_found(root: Path, place: str) -> None:
    assert rules.Places(root).problem(place) is None


@pytest.mark.parametrize("place", WRONG_PLACES)
def test_wrong_place_is_reported(root: Path, place: str) -> None:
    assert rules.Places(root).problem(place)


def test_tests_are_found(root: Path) -> None:
    shown = "aftersales_service/tests/test_order.py"
    assert dict(rules_sources.read_tests(root)) == {
        "R001": f"{shown}::TestOrder",
        "R002": f"{shown}::TestOrder",
        "R003": f"{shown}::TestOrder::test_close",
        "R004": f"{shown}::test_alone",
    }


def test_table_is_rebuilt_then_clean(root: Path) -> None:
    write(root, {"R003": ("enforced", "; ".join(PLACES))})
    assert rules.main(check=True, root=root) == 1
    assert rules.main(check=False, root=root) == 0
    assert rules.main(check=True, root=root) == 0
    row = rules.read(root / "docs" / "rules.csv")[2]
    assert row["tests"].endswith("TestOrder::test_close")


@pytest.mark.parametrize(
    ("rule", "how", "where", "message"),
    [
        ("R010", "enforced", "aftersales.order", "enforced without a test"),
        ("R010", "sometimes", "aftersales.order", "unknown how 'sometimes'"),
        ("R010", "guidance", "", "guidance without a place"),
        ("R010", "planned:part-2", "aftersales.order", "planned, but names a place"),
    ],
)
def test_row_problems(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    rule: str,
    how: str,
    where: str,
    message: str,
) -> None:
    write(root, {rule: (how, where)})
    assert rules.main(check=False, root=root) == 1
    assert f"{rule}: {message}" in capsys.readouterr().out


def test_missing_double_and_unknown_rules(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "docs" / "rules.csv"
    text = path.read_text().replace("R005,", "R006,")
    path.write_text(text)
    test = root / "addons" / "aftersales_service" / "tests" / "test_order.py"
    test.write_text(TEST.replace("R004", "R999"))
    assert rules.main(check=False, root=root) == 1
    output = capsys.readouterr().out
    assert "R005: missing" in output
    assert "R006: 2 rows" in output
    assert "R999: unknown" in output
