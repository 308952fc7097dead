"""Reading the machine's apt sources."""

from pathlib import Path

from devkit import mirror

DEB822 = """\
Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/some.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://old.example/debian
Suites: bookworm
Components: main
"""

ONE_LINE = """\
# deb http://commented.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] http://vendor.example/apt nodistro main
deb http://plain.example/debian/ bookworm main contrib  # trailing words
"""


def test_deb822() -> None:
    found = list(mirror.parse_deb822(DEB822))
    assert [source.suite for source in found] == [
        "bookworm",
        "bookworm-updates",
        "bookworm-security",
    ]
    assert found[0].signed_by == "/usr/share/keyrings/some.gpg"


def test_one_line() -> None:
    vendor, plain = mirror.parse_one_line(ONE_LINE)
    assert vendor.signed_by == "/k.gpg"
    assert plain.uri == "http://plain.example/debian/"
    assert plain.components == ("main", "contrib")


def test_key_inside_the_file_is_left_out() -> None:
    text = DEB822.replace(
        "Signed-By: /usr/share/keyrings/some.gpg",
        "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n xyz",
    )
    assert next(mirror.parse_deb822(text)).signed_by == ""


def test_choice_skips_security_and_vendors() -> None:
    found = mirror.debian_main(list(mirror.parse_one_line(ONE_LINE)), "bookworm")
    assert found and found.uri == "http://plain.example/debian/"
    security = [s for s in mirror.parse_deb822(DEB822) if "security" in s.uri]
    assert mirror.debian_main(security, "bookworm") is None


def test_reads_both_kinds_of_files(tmp_path: Path) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list").write_text(ONE_LINE)
    (tmp_path / "sources.list.d" / "debian.sources").write_text(DEB822)
    found = mirror.read_sources(tmp_path)
    assert len(found) == 5


def test_private_list_names_suites_and_key() -> None:
    source = next(mirror.parse_deb822(DEB822))
    assert mirror.private_list(source, ("sid", "bookworm")) == (
        "deb [signed-by=/usr/share/keyrings/some.gpg] http://mirror.example/debian sid"
        " main\n"
        "deb [signed-by=/usr/share/keyrings/some.gpg] http://mirror.example/debian"
        " bookworm main\n"
    )
