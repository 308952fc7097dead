"""Which Debian mirror this machine uses, read from its own apt sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"

_ONE_LINE = re.compile(r"^deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?(?P<rest>\S.*)$")


@dataclass(frozen=True)
class Source:
    """One archive, suite and its components."""

    uri: str
    suite: str
    components: tuple[str, ...]
    signed_by: str = ""


def parse_one_line(text: str) -> Iterator[Source]:
    """Read the classic format.

    >>> [entry] = parse_one_line("deb [arch=amd64] http://m/debian bookworm main")
    >>> entry.uri, entry.suite, entry.components
    ('http://m/debian', 'bookworm', ('main',))
    """
    for line in text.splitlines():
        match = _ONE_LINE.match(line.split("#", 1)[0].strip())
        if not match:
            continue
        options = dict(
            option.split("=", 1)
            for option in (match["options"] or "").split()
            if "=" in option
        )
        uri, suite, *components = match["rest"].split()
        yield Source(uri, suite, tuple(components), options.get("signed-by", ""))


def parse_deb822(text: str) -> Iterator[Source]:
    """Read the format of ``*.sources`` files."""
    for stanza in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        key = ""
        for line in stanza.splitlines():
            if line.startswith("#"):
                continue
            if line[:1].isspace() and key:
                fields[key] += "\n" + line.strip()
            elif ":" in line:
                key, value = line.split(":", 1)
                key = key.strip().lower()
                fields[key] = value.strip()
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in {"no", "false"}:
            continue
        # A key may stand in the file itself; only a file's name can be passed on.
        signed_by = fields.get("signed-by", "")
        signed_by = signed_by if signed_by.startswith("/") else ""
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                components = tuple(fields.get("components", "").split())
                yield Source(uri, suite, components, signed_by)


def read_sources(etc: Path = Path("/etc/apt")) -> list[Source]:
    """Read all apt sources of the machine."""
    found: list[Source] = []
    lists = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*.list"))]
    for path in lists:
        if path.is_file():
            found += parse_one_line(path.read_text(encoding="utf-8", errors="replace"))
    for path in sorted((etc / "sources.list.d").glob("*.sources")):
        found += parse_deb822(path.read_text(encoding="utf-8", errors="replace"))
    return found


def debian_main(sources: list[Source], codename: str) -> Source | None:
    """Pick the entry of Debian's main archive: it carries sid as well.

    Security and third-party archives are left out; they have no sid.
    """
    suites = {codename, "stable", "oldstable", "testing", "sid", "unstable"} - {""}
    for source in sources:
        plain = source.uri.rstrip("/")
        if (
            source.suite in suites
            and "main" in source.components
            and "security" not in plain
            and "/debian" in plain
        ):
            return source
    return None


def private_list(source: Source, suites: tuple[str, ...]) -> str:
    """Return a sources.list for other suites of the same mirror."""
    keyring = source.signed_by or KEYRING
    return "".join(
        f"deb [signed-by={keyring}] {source.uri} {suite} main\n" for suite in suites
    )
