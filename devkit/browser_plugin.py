"""A pytest plugin: a browser test that Odoo skips for lack of a browser has failed.

Odoo skips its tours when Chromium does not start, and a run without them looks green.
"""

import re
from collections.abc import Generator
from typing import Any

import pytest

NO_BROWSER = re.compile(r"chrome|websocket-client", re.IGNORECASE)


def lacks_browser(reason: object) -> bool:
    """Tell whether a test was skipped because there is no working browser.

    >>> lacks_browser(("common.py", 9, "Skipped: Chrome executable not found"))
    True
    >>> lacks_browser(("test.py", 9, "Skipped: not on this platform"))
    False
    """
    return bool(NO_BROWSER.search(str(reason)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Turn such a skip into a failure."""
    report = yield
    if report.skipped and lacks_browser(report.longrepr):
        report.outcome = "failed"
        report.longrepr = str(report.longrepr)
    return report
