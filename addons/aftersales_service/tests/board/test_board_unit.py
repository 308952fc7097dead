from urllib.parse import urlencode

from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker


@tagged("post_install", "-at_install")
class TestBoardUnit(HttpCase):
    """Where the board draws a moment, and which moment it takes a position for."""

    def test_unit_tests_of_the_web_client(self):
        options = {
            "headless": 1,
            "loglevel": 2,
            "preset": "desktop",
            "timeout": 15000,
            # In quotes: as it stands, and not what resembles it.
            "filter": '"@aftersales_service"',
        }
        self.browser_js(
            f"/web/tests?{urlencode(options)}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )
