import io
import unicodedata

import PyPDF2

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .test_tariff import TariffCase

TARIFF = "aftersales_service.action_report_tariff"


@tagged("post_install", "-at_install")
class TestTariffPublished(TariffCase, HttpCase):
    """Prices are open to everybody before the work, and none but these (R136)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        cls.labour.name = "Labour Hour"
        cls.travel.name = "Call-Out"
        cls.company.aftersales_tariff_is_published = True
        cls.company.aftersales_pricelist_id = cls.env["product.pricelist"].create(
            {"name": "Service", "aftersales_is_published": True}
        )
        cls._create_rule(zone_id=cls.zone.id, amount=51.25)
        cls._create_rule(band_id=cls.evening.id, method="percent", percent=50)
        cls._create_rule(km_from=30, amount=77.77, is_published=False)
        cls._create_rule(date_to="2020-01-01", amount=66.66)

    def _get_page(self, url="/service/tariff"):
        return self.url_open(f"{url}/{self.company.id}")

    @rule("R136")
    def test_anyone_reads_the_published_prices(self):
        page = self._get_page()
        self.assertEqual(page.status_code, 200)
        for expected in (
            *("Labour Hour", "100.00", "Call-Out", "30.00", "Zone A", "51.25"),
            *("Evening", "18:00–23:00", "45.00", "+50 %", "Qingdao"),
        ):
            self.assertIn(expected, page.text)
        for hidden in ("77.77", "66.66"):
            self.assertNotIn(hidden, page.text)

    def test_prices_of_a_pricelist_that_is_not_published_stay_hidden(self):
        self.company.aftersales_pricelist_id.aftersales_is_published = False
        page = self._get_page()
        for hidden in ("Labour Hour", "100.00", "45.00"):
            self.assertNotIn(hidden, page.text)
        self.assertIn("+50 %", page.text)

    def test_no_page_where_the_company_does_not_publish(self):
        self.company.aftersales_tariff_is_published = False
        self.assertEqual(self._get_page().status_code, 404)
        self.assertEqual(self.url_open("/service/tariff/999999").status_code, 404)

    def test_each_company_shows_its_own_prices(self):
        other = self.env["res.company"].create(
            {"name": "Elsewhere", "aftersales_tariff_is_published": True}
        )
        self._create_rule(company_id=other.id, amount=12345.0)
        self.assertNotIn("12,345", self._get_page().text)
        page = self.url_open(f"/service/tariff/{other.id}").text
        self.assertIn("12,345", page)
        self.assertNotIn("51.25", page)

    @rule("R136")
    def test_the_tariff_is_printed(self):
        reports = self.env["ir.actions.report"].with_user(self.technician_user)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self.env.company.name = "Haoyu Service Ltd"
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, kind = reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(TARIFF, self.company.ids)
        self.assertEqual(kind, "pdf")
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        text = "".join(page.extract_text() for page in pages)
        text = "".join(unicodedata.normalize("NFKC", text).split())
        for expected in (
            *("HaoyuServiceLtd", "ServiceTariff", "LabourHour", "ZoneA", "51.25"),
            *("Evening", "45.00", "Pricesarebeforetax", "Qingdao"),
        ):
            self.assertIn(expected, text)
        self.assertNotIn("77.77", text)

    def test_the_button_prints_the_tariff_of_the_present_company(self):
        action = self.env["aftersales.tariff.rule"].action_print_tariff()
        self.assertEqual(action["report_name"], "aftersales_service.report_tariff")
