"""What every part of the repository has to keep to."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ADDONS, ROOT

from devkit import addons, rules
from devkit.__main__ import COMMANDS

MANIFESTS = addons.manifests(ADDONS)
NAMES = sorted(MANIFESTS)
LISTED_FOLDERS = ("data", "report", "security", "views", "wizard")
MAX_LINES = 300
#: Spelled in parts, so that this file does not find itself.
MARKERS = re.compile(
    r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b"
)
OURS = re.compile(r"aftersales_[a-z_]+")


def own_files(*suffixes: str) -> list[Path]:
    """Return the files of ours, as git would see them."""
    files: Iterable[Path]
    if (ROOT / ".git").exists() and shutil.which("git"):
        # In a container the checkout may belong to another user.
        command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        done = subprocess.run(
            [*command, "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        files = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        # An archive of the repository.
        files = (path for path in ROOT.rglob("*") if ".odoo" not in path.parts)
    return [path for path in files if path.suffix in suffixes and path.is_file()]


@pytest.mark.parametrize("name", NAMES)
def test_manifest(name: str) -> None:
    manifest = MANIFESTS[name]
    assert OURS.fullmatch(name)
    assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", str(manifest["version"]))
    assert manifest["license"] == "LGPL-3"
    for key in ("name", "summary", "author", "category"):
        assert manifest.get(key), key


@pytest.mark.parametrize("name", NAMES)
def test_depends_on_core_only(name: str) -> None:
    from odoo.modules import module

    for needed in MANIFESTS[name]["depends"]:
        path = Path(module.get_module_path(needed) or "")
        assert needed in NAMES or path.name == needed, needed
        assert needed in NAMES or not path.is_relative_to(ADDONS), needed


@pytest.mark.parametrize("name", NAMES)
def test_data_files_are_listed(name: str) -> None:
    addon = ADDONS / name
    listed = {*MANIFESTS[name].get("data", []), *MANIFESTS[name].get("demo", [])}
    missing = sorted(entry for entry in listed if not (addon / entry).is_file())
    assert not missing
    present = {
        str(path.relative_to(addon))
        for folder in LISTED_FOLDERS
        for path in (addon / folder).rglob("*")
        if path.suffix in {".xml", ".csv"}
    }
    assert not sorted(present - listed)


@pytest.mark.parametrize("name", NAMES)
def test_readme_and_icon(name: str) -> None:
    addon = ADDONS / name
    for fragment in ("DESCRIPTION.md", "USAGE.md"):
        assert (addon / "readme" / fragment).read_text(encoding="utf-8").strip()
    assert (addon / "static" / "description" / "icon.png").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_chinese_is_complete(name: str) -> None:
    polib = pytest.importorskip("polib")
    catalogue = polib.pofile(str(ADDONS / name / "i18n" / "zh_CN.po"))
    assert len(catalogue)
    assert not [entry.msgid for entry in catalogue.fuzzy_entries()]
    assert not [entry.msgid for entry in catalogue.untranslated_entries()]


def test_python_files_are_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own_files(".py")
        if "tests" not in path.relative_to(ROOT).parts
        # A manifest is a list of files.
        and path.name != "__manifest__.py"
        and (lines := path.read_text(encoding="utf-8").count("\n")) > MAX_LINES
    }
    assert not long


def test_empty_values_keep_their_cell() -> None:
    """The host drops an element whose own ``t-out`` is empty: the row would shift.
    Templates of the browser keep it."""
    cell = re.compile(r"<t[dh]\b[^<>]*\st-(?:out|esc|field)=")
    dropped = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted(ADDONS.rglob("*.xml"))
        if "static" not in path.parts
        for found in cell.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not dropped, "\n".join(dropped)


def test_texts_on_paper_begin_where_their_box_begins() -> None:
    """``as_text`` keeps white space: that between tags would be printed too."""
    box = re.compile(r'<\w+\b[^<>]*class="[^"]*\bas_text\b[^"]*"[^<>]*(?<!/)>')
    padded = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted(ADDONS.rglob("*.xml"))
        for found in box.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not padded, "\n".join(padded)


def test_no_notes_to_self() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in own_files(".py", ".xml", ".js", ".md", ".toml", ".conf", ".csv")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MARKERS.search(line)
    ]
    assert not found


def test_sources_parse() -> None:
    for path in own_files(".py"):
        ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_rules_table(capsys: pytest.CaptureFixture[str]) -> None:
    status = rules.main(check=True, root=ROOT)
    assert status == 0, capsys.readouterr().out


def test_start_script_is_posix() -> None:
    script = ROOT / "run"
    assert script.read_text().startswith("#!/bin/sh\n")
    assert script.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(script)], check=True)
    subprocess.run(["sh", "-n", str(ROOT / ".ci" / "run")], check=True)


def test_help_lists_every_command() -> None:
    done = subprocess.run(
        [str(ROOT / "run"), "help"], capture_output=True, text=True, check=True
    )
    for name in COMMANDS:
        assert f"./run {name}" in done.stdout


def test_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("./run serve", "./run test"):
        assert command in text
