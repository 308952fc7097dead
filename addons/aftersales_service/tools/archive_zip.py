"""An archive as one ZIP that proves itself: every changed, lost or added byte shows.

The files are stored as they are, in the order of their names, with one fixed date, so
that the same files always make the same bytes; what does not come out the same when it
is packed again was touched. ``SHA256SUMS`` can be checked without this program, by
``sha256sum -c SHA256SUMS``.

>>> data = pack({"records.json": b"[]", "pages/1.pdf": b"%PDF"})
>>> data == pack({"pages/1.pdf": b"%PDF", "records.json": b"[]"})
True
>>> verify(data), verify(data, expected=sha256(data))
([], [])
>>> verify(data.replace(b"%PDF", b"%PDG"))
[Problem(kind='changed', name='pages/1.pdf')]
>>> verify(data, expected="0" * 64)
[Problem(kind='other', name='')]
>>> verify(b"no archive at all")
[Problem(kind='unreadable', name='')]
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

SUMS = "SHA256SUMS"
# The earliest date a ZIP can carry: the papers tell their own dates.
DATE = (1980, 1, 1, 0, 0, 0)
MODE = 0o644 << 16
# What a damaged container makes the standard library raise.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    OSError,
    EOFError,
)


class Problem(NamedTuple):
    """``kind``: ``changed``, ``missing``, ``added`` (a file); ``container`` (bytes
    between the files), ``unreadable``, ``other`` (sound, but not what was sealed)."""

    kind: str
    name: str = ""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def pack(files: Mapping[str, bytes]) -> bytes:
    """ZIP of the files and of the list of their digests.

    >>> read(pack({"a.txt": b"a"}))[SUMS].decode().split()[1]
    'a.txt'
    """
    if SUMS in files:
        raise ValueError(f"{SUMS} is written here")
    sums = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files))
    return _write({**files, SUMS: sums.encode()})


def read(data: bytes) -> dict[str, bytes]:
    """Files of an archive that is in order."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def verify(data: bytes, expected: str | None = None) -> list[Problem]:
    """What is wrong with an archive; nothing if it is as it was packed.

    :param expected: SHA-256 that was kept when it was sealed
    """
    try:
        problems = _verify_files(data)
    except DAMAGE:
        return [Problem("unreadable")]
    if not problems and expected and sha256(data) != expected:
        problems = [Problem("other")]
    return problems


def _verify_files(data: bytes) -> list[Problem]:
    files, problems = {}, []
    with zipfile.ZipFile(BytesIO(data)) as book:
        for info in book.infolist():
            if info.filename in files:
                problems.append(Problem("added", info.filename))
                continue
            try:
                files[info.filename] = book.read(info)
            except DAMAGE:
                files[info.filename] = None
    if files.get(SUMS) is None:
        return [Problem("changed" if SUMS in files else "missing", SUMS)]
    sums = _parse(files.pop(SUMS))
    if sums is None:
        return [Problem("changed", SUMS)]
    problems += [Problem("missing", name) for name in sorted(sums.keys() - files)]
    problems += [Problem("added", name) for name in sorted(files.keys() - sums)]
    problems += [
        Problem("changed", name)
        for name in sorted(sums.keys() & files)
        if files[name] is None or sha256(files[name]) != sums[name]
    ]
    if not problems and pack(files) != data:
        problems.append(Problem("container"))
    return problems


def _parse(text: bytes) -> dict[str, str] | None:
    """Digest by file name; None where the list is not one."""
    try:
        pairs = [line.split("  ", 1) for line in text.decode().splitlines()]
        return {name: digest for digest, name in pairs}
    except ValueError:
        return None


def _write(files: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as book:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.external_attr = MODE
            info.create_system = 3  # the same on every machine
            book.writestr(info, files[name])
    return buffer.getvalue()
