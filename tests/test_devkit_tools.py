"""Small helpers of the command line."""

import socket
from pathlib import Path

import pytest

from devkit import __main__ as cli
from devkit import (
    addons,
    console,
    demo_users,
    odoo_source,
    paths,
    postgres,
    serve,
    testing,
    venv,
)
from devkit.language import default_language
from devkit.locks import Users


@pytest.fixture
def addon(tmp_path: Path) -> Path:
    """Return a folder with one small addon in it."""
    folder = tmp_path / "addons" / "one"
    (folder / "tests").mkdir(parents=True)
    (folder / "__manifest__.py").write_text('{"depends": ["mail"]}')
    (folder / "model.py").write_text("a = 1\n")
    (folder / "tests" / "test_model.py").write_text("b = 1\n")
    return folder


def test_content_changes_with_what_is_installed(addon: Path) -> None:
    before = addons.content(addon.parent)
    (addon / "tests" / "test_model.py").write_text("b = 2\n")
    assert addons.content(addon.parent) == before
    (addon / "model.py").write_text("a = 2\n")
    assert addons.content(addon.parent) != before


def test_content_changes_with_a_name(addon: Path) -> None:
    before = addons.content(addon.parent)
    (addon / "model.py").rename(addon / "other.py")
    assert addons.content(addon.parent) != before


def test_manifests_leave_out_what_cannot_be_installed(addon: Path) -> None:
    assert addons.dependencies(addons.manifests(addon.parent)) == ["l10n_cn", "mail"]
    (addon / "__manifest__.py").write_text('{"installable": False}')
    assert addons.manifests(addon.parent) == {}


def test_lock_key_depends_on_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1\n")
    before = venv.lock_key(lock)
    lock.write_text("a==2\n")
    assert venv.lock_key(lock) != before


def test_locks_are_exact() -> None:
    for lock in paths.REQUIREMENTS.glob("*.txt"):
        for line in lock.read_text().splitlines():
            assert "==" in line and "/" not in line, f"{lock.name}: {line}"


def test_taken_port_is_seen() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not serve.port_is_free(port)
        with pytest.raises(console.Abort, match=f"Port {port} is taken"):
            serve.serve(port, None)
    assert serve.port_is_free(port)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en_US"),
        ({"LANG": "C.UTF-8"}, "en_US"),
        ({"LANG": "zh_TW.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en_US"),
    ],
)
def test_default_language(environ: dict[str, str], expected: str) -> None:
    assert default_language(environ) == expected


def test_series_of_other_releases() -> None:
    assert odoo_source.read_series("version_info = (18, 0, 0, FINAL, 0, '')") == (18, 0)
    assert odoo_source.read_series("nothing") is None


def test_wrong_odoo_home_is_named(tmp_path: Path) -> None:
    with pytest.raises(console.Abort, match=r"no odoo/release\.py"):
        odoo_source.from_directory(tmp_path)
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo" / "release.py").write_text("version_info = (18, 0, 0)\n")
    with pytest.raises(console.Abort, match="needs 19.0"):
        odoo_source.from_directory(tmp_path)


def test_named_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf = tmp_path / "odoo.conf"
    monkeypatch.delenv("PGHOST", raising=False)
    assert postgres.named_server(conf) == {}
    conf.write_text("[options]\ndb_host = False\ndb_user = odoo\n")
    assert postgres.named_server(conf) == {}
    conf.write_text("[options]\ndb_host = db.example\ndb_port = 5433\n")
    assert postgres.named_server(conf) == {"PGHOST": "db.example", "PGPORT": "5433"}
    monkeypatch.setenv("PGHOST", "/socket")
    assert postgres.named_server(conf) == {"PGHOST": "/socket"}


def test_arguments_that_name_tests() -> None:
    assert not testing.names_tests(["-k", "order", "--maxfail=1"])
    assert testing.names_tests(["tests/test_repository.py::test_manifest", "-x"])


def test_last_user_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "STATE", tmp_path)
    first, second = Users("server"), Users("server")
    first.enter()
    second.enter()
    left: list[str] = []
    first.leave(lambda: left.append("first"))
    second.leave(lambda: left.append("second"))
    assert left == ["second"]


def test_banner_names_known_users_only() -> None:
    text = demo_users.banner("http://127.0.0.1:1", "en_US", {"admin"})
    assert "login admin / password admin" in text
    assert "technician" not in text
    assert "售后服务" in demo_users.banner("http://127.0.0.1:1", "zh_CN", {"admin"})


def test_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.dispatch(["fly"])
    assert "invalid choice" in capsys.readouterr().err


def test_command_output_is_in_the_error() -> None:
    with pytest.raises(console.Abort, match="some trouble"):
        console.capture(["sh", "-c", "echo some trouble >&2; exit 3"])
