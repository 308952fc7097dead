"""Which of the two demo languages fits the person at the terminal."""

from collections.abc import Mapping

LANGUAGES = ("zh_CN", "en_US")


def default_language(environ: Mapping[str, str]) -> str:
    """Read the locale variables in the order in which they count.

    >>> default_language({"LANG": "zh_CN.UTF-8"})
    'zh_CN'
    >>> default_language({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    'en_US'
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "zh_CN" if value.startswith("zh") else "en_US"
    return "en_US"
