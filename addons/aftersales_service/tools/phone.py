"""Telephone numbers as people type them, made comparable."""

import re

_NOT_DIGIT = re.compile(r"\D+")
# International prefix and country code of China, however they are written.
_CHINA = re.compile(r"^(?:00)?86(?=1\d{10}$)")


def phone_key(number: str | None) -> str:
    """Digits that identify a number; empty when there are none.

    >>> phone_key("+86 135-5246-5805"), phone_key("0086 13552465805")
    ('13552465805', '13552465805')
    >>> phone_key("(0531) 8888 6666"), phone_key("860531"), phone_key(None)
    ('053188886666', '860531', '')
    """
    return _CHINA.sub("", _NOT_DIGIT.sub("", number or ""))
