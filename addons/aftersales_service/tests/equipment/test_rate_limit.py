from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ..common import AftersalesCase
from .test_unit_page import UnitPageCase

PAGES = "aftersales_service.public_pages_per_minute"
FORMS = "aftersales_service.public_forms_per_hour"
NOON = datetime(2026, 3, 2, 12, 0, 10)


@tagged("post_install", "-at_install")
class TestRateLimit(UnitPageCase):
    """Public pages answer each visitor so often, on all servers together."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(PAGES, "3")
        cls.env["ir.config_parameter"].set_param(FORMS, "2")
        cls.company.aftersales_tariff_is_published = True
        cls.now = NOON

    def setUp(self):
        super().setUp()
        RateLimit = type(self.env["aftersales.rate.limit"])
        self.startPatcher(patch.object(RateLimit, "_get_now", lambda _self: self.now))

    def _get_status(self, url) -> int:
        return self.url_open(url).status_code

    def test_a_page_is_refused_after_the_limit_and_free_after_the_window(self):
        self.assertEqual([self._get_status(self.path) for _ in range(3)], [200] * 3)
        response = self.url_open(self.path)
        self.assertEqual(response.status_code, 429)
        self.assertEqual(response.headers["Retry-After"], "50")
        self.assertIn("Please wait a moment", response.text)
        self.now += timedelta(seconds=49)
        self.assertEqual(self._get_status(self.path), 429)
        self.now += timedelta(seconds=1)
        self.assertEqual(self._get_status(self.path), 200)

    def test_codes_that_do_not_exist_are_counted_too(self):
        statuses = [self._get_status(f"/u/guess{number}") for number in range(4)]
        self.assertEqual(statuses, [404, 404, 404, 429])
        self.assertEqual(self._get_status(self.path), 429)

    def test_each_page_counts_by_itself(self):
        for _visit in range(4):
            self.url_open(self.path)
        self.assertEqual(self._get_status(f"{self.path}/report"), 200)

    def test_the_tariff_is_limited(self):
        url = f"/service/tariff/{self.company.id}"
        self.assertEqual([self._get_status(url) for _ in range(4)], [200] * 3 + [429])

    def test_reports_are_limited_by_the_hour(self):
        keys = [self._read_keys(f"{self.path}/report") for _ in range(3)]
        statuses = [self._report(keys=key).status_code for key in keys]
        self.assertEqual(statuses, [200, 200, 429])
        self.assertEqual(len(self._get_reports()), 2)
        self.now += timedelta(hours=1)
        self._report(keys=keys[2])
        self.assertEqual(len(self._get_reports()), 3)

    def test_registrations_are_limited_by_the_hour(self):
        url = f"{self.path}/register"
        keys = self._read_keys(url)
        statuses = [self._send(url, keys=keys).status_code for _ in range(3)]
        self.assertEqual(statuses, [200, 200, 429])

    def test_our_own_people_are_not_counted(self):
        self._create_user("technician", login="rate_tech", password="rate_tech_1")
        self.authenticate("rate_tech", "rate_tech_1")
        self.assertEqual([self._get_status(self.path) for _ in range(5)], [200] * 5)

    def test_no_limit_is_no_limit(self):
        self.env["ir.config_parameter"].set_param(PAGES, "0")
        self.assertEqual([self._get_status(self.path) for _ in range(5)], [200] * 5)


@tagged("post_install", "-at_install")
class TestRateLimitTable(AftersalesCase, HttpCase):
    """The table behind it tells nobody's address and forgets."""

    def _visit(self, address, page="unit"):
        return self.env["aftersales.rate.limit"]._visit("page", page, address)

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param(PAGES, "1")
        RateLimit = type(self.env["aftersales.rate.limit"])
        self.startPatcher(patch.object(RateLimit, "_get_now", lambda _self: NOON))

    def test_visitors_are_counted_apart(self):
        self.assertEqual(self._visit("203.0.113.7"), 0)
        self.assertEqual(self._visit("203.0.113.7"), 50)
        self.assertEqual(self._visit("203.0.113.8"), 0)
        self.assertEqual(self._visit("203.0.113.7", page="tariff"), 0)
        self.assertEqual(self._visit("2001:db8::1"), 0)
        self.assertEqual(self._visit("2001:db8::2"), 50, "one household")

    def test_a_visit_costs_one_statement(self):
        self._visit("203.0.113.7")
        before = self.env.cr.sql_log_count
        self._visit("203.0.113.7")
        self.assertLessEqual(self.env.cr.sql_log_count - before, 1)

    def test_addresses_are_not_kept_and_old_windows_are_forgotten(self):
        self._visit("203.0.113.7")
        row = self.env["aftersales.rate.limit"].search([])
        self.assertEqual(row.visits, 1)
        self.assertNotIn("203", row.key + row.page)
        row._gc_windows()
        self.assertTrue(row.exists())
        row.window_start = NOON - timedelta(days=2)
        row._gc_windows()
        self.assertFalse(row.exists())
