"""Ranges of serial numbers in their natural order: what lies between two of them.

A range counts one group of digits; what stands before and after it is the same for all.
Which group counts is seen where the two ends differ.

>>> batch = parse("SN-2026-000098-B", "SN-2026-000120-B")
>>> batch
SerialRange(prefix='SN-2026-', first=98, last=120, suffix='-B')
>>> contains(batch, " sn-2026-000101-b "), contains(batch, "SN-2026-000121-B")
(True, False)
>>> contains(parse("P9", "P10"), "P10")  # by number, not by letter
True
>>> parse("A12", "B15")  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
    ...
SerialRangeError: different
"""

import re
from typing import NamedTuple

# Why two serials are no range; a model puts it into words.
NO_NUMBER, DIFFERENT, BACKWARDS = "no_number", "different", "backwards"
TOO_LONG = "too_long"
# Digits of a number that counts, leading noughts among them.
MAX_DIGITS = 18


class SerialRangeError(ValueError):
    """The two ends are no range; the message is one of the reasons above."""


class SerialRange(NamedTuple):
    """``prefix`` and ``suffix`` are normal (see `normal`); both ends are inside."""

    prefix: str
    first: int
    last: int
    suffix: str


def normal(serial: str) -> str:
    """A serial as it is compared: people type small letters and stray blanks.

    >>> normal(" sn000123 ")
    'SN000123'
    """
    return serial.strip().upper()


def split_serials(text: str) -> list[str]:
    """Serials of a list as it is pasted, normal, each once.

    >>> split_serials("SN1, sn2;SN1\\n SN3，SN4")
    ['SN1', 'SN2', 'SN3', 'SN4']
    """
    words = (normal(word) for word in re.split(r"[\s,;，；、]+", text))
    return list(dict.fromkeys(word for word in words if word))


def parse(first: str, last: str) -> SerialRange:
    """The range between two serials, both inside.

    :raise SerialRangeError: they differ in more than one number, or have none

    >>> parse("X1-7", "X1-7")  # the last number counts where both are the same
    SerialRange(prefix='X1-', first=7, last=7, suffix='')
    """
    # Digits stand at the odd places.
    ours, theirs = (re.split(r"([0-9]+)", normal(end)) for end in (first, last))
    if len(ours) < 3 or len(theirs) < 3:
        raise SerialRangeError(NO_NUMBER)
    if len(ours) != len(theirs):
        raise SerialRangeError(DIFFERENT)
    differing = [at for at, part in enumerate(ours) if part != theirs[at]]
    if len(differing) > 1 or any(at % 2 == 0 for at in differing):
        raise SerialRangeError(DIFFERENT)
    at = differing[0] if differing else len(ours) - 2
    if max(len(ours[at]), len(theirs[at])) > MAX_DIGITS:
        raise SerialRangeError(TOO_LONG)
    if int(ours[at]) > int(theirs[at]):
        raise SerialRangeError(BACKWARDS)
    return SerialRange(
        "".join(ours[:at]), int(ours[at]), int(theirs[at]), "".join(ours[at + 1 :])
    )


def pattern(batch: SerialRange) -> str:
    """Regular expression, for PostgreSQL too, whose group is the number that counts.

    >>> pattern(parse("A-1", "A-9"))
    '^A\\\\-([0-9]{1,18})$'
    """
    number = f"([0-9]{{1,{MAX_DIGITS}}})"
    return f"^{re.escape(batch.prefix)}{number}{re.escape(batch.suffix)}$"


def text_spans(batch: SerialRange) -> list[tuple[str, str]]:
    """Spans of the alphabet that hold every serial of the range, and little else, so
    that an index finds them: one for each length of the number and its noughts.

    >>> text_spans(SerialRange("A", 8, 12, ""))[:3]
    [('A8', 'A9'), ('A08', 'A09'), ('A008', 'A009')]
    >>> text_spans(SerialRange("A", 8, 12, ""))[18:20]
    [('A10', 'A12'), ('A010', 'A012')]
    """
    spans = []
    for length in range(len(str(batch.first)), len(str(batch.last)) + 1):
        low = max(batch.first, 10 ** (length - 1) if length > 1 else 0)
        high = min(batch.last, 10**length - 1)
        for noughts in range(MAX_DIGITS - length + 1):
            before = batch.prefix + "0" * noughts
            spans.append(
                (f"{before}{low}{batch.suffix}", f"{before}{high}{batch.suffix}")
            )
    return spans


def contains(batch: SerialRange, serial: str) -> bool:
    match = re.match(pattern(batch), normal(serial))
    return bool(match) and batch.first <= int(match.group(1)) <= batch.last
