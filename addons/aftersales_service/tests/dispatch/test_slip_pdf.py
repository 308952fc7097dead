import io
import unicodedata
from datetime import datetime

import PyPDF2

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule

SLIP = "aftersales_service.action_report_dispatch_slip"
RECEIPT = "aftersales_service.action_report_equipment_receipt"


@tagged("post_install", "-at_install")
class TestSlipPdf(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The papers carry their own styles: nothing is fetched from a server.
        cls.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        cls.env.company.write({"name": "Haoyu Service Ltd", "phone": "400 800 1234"})
        cls.customer.write({"name": "济南第一中学", "street": "Jiefang Road 88"})
        cls.unit.warranty_end_date = "2026-05-01"

    def _create_slip(self, **vals):
        order = self._create_order(
            technician_id=self.technician.id,
            description='Jams <b>all the time</b> & "grinds"',
            # Still 30 April in UTC, 1 May already in Shanghai.
            received_at=datetime(2026, 4, 30, 17, 0),
        )
        return self._create_dispatch(order, **vals)

    def _print(self, report, records) -> str:
        """Text of the PDF that the technician prints, spaces taken out."""
        reports = self.env["ir.actions.report"].with_user(self.technician_user)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, kind = reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        self.page_count = len(pages)
        text = "".join(page.extract_text() for page in pages)
        # Some fonts map a character to its look-alike among the radicals.
        return "".join(unicodedata.normalize("NFKC", text).split())

    def _html(self, dispatch) -> str:
        reports = self.env["ir.actions.report"].with_user(self.technician_user)
        return reports._render_qweb_html(SLIP, dispatch.ids)[0].decode()

    def test_empty_slip_names_everybody_and_leaves_boxes_open(self):
        dispatch = self._create_slip()
        text = self._print(SLIP, dispatch)
        for expected in (
            "HaoyuServiceLtd",
            "4008001234",
            dispatch.name,
            dispatch.order_id.name,
            "济南第一中学",
            "JiefangRoad88",
            "WangGong",
            "SN000001",
            "Drawersticks",
            "10:00",
            "12:00",
            "VerySatisfied",
            "VeryDissatisfied",
            'Jams<b>allthetime</b>&"grinds"',
        ):
            self.assertIn(expected, text)
        self.assertEqual(self.page_count, 1)
        self.assertEqual(text.count("☑"), 1, "only the warranty is ticked")

    @rule("R063", "R064", "R134", "R136")
    def test_finished_slip_shows_charges_opinion_and_words(self):
        dispatch = self._create_slip()
        self.env["aftersales.order.line"].create(
            [
                {
                    "order_id": dispatch.order_id.id,
                    "product_id": self.labour.id,
                    "name": name,
                    "quantity": 2,
                    "price_unit": 120,
                    "coverage": coverage,
                    "coverage_reason": reason,
                }
                for name, coverage, reason in (
                    ("Replace the fuser", "customer", "Warranty is over"),
                    ("Clean the rollers", "covered", "In the price"),
                )
            ]
        )
        dispatch.write(
            {
                **self.FINISH_VALS,
                "opinion_note": "请先打电话",
            }
        )
        text = self._print(SLIP, dispatch)
        for expected in (
            "Replacethefuser",
            "CustomerPays",
            "Warrantyisover",
            "Cleantherollers",
            "Covered",
            "240.00",
            "Railreplaced",
            "☑Satisfied",
            "☑Correctuse",
            "请先打电话",
            "DirectorLi",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("☑VerySatisfied", text)

    def test_line_of_another_visit_is_on_its_own_slip_only(self):
        first = self._create_slip()
        second = first.copy({"order_id": first.order_id.id, "scheduled_start": False})
        self.env["aftersales.order.line"].create(
            {
                "order_id": first.order_id.id,
                "dispatch_id": second.id,
                "product_id": self.labour.id,
                "name": "Second look",
            }
        )
        self.assertNotIn("Second look", self._html(first))
        self.assertIn("Second look", self._html(second))

    def test_customer_s_copy_has_no_debrief(self):
        dispatch = self._create_slip(debrief_note="Hard to please")
        self.assertIn("Hard to please", self._html(dispatch))
        portal = new_test_user(self.env, "slip_portal", groups="base.group_portal")
        html = (
            self.env["ir.actions.report"]
            .with_user(portal)
            .sudo()
            ._render_qweb_html(SLIP, dispatch.ids)[0]
            .decode()
        )
        self.assertNotIn("Hard to please", html)

    def test_warranty_counts_on_the_customer_s_day(self):
        dispatch = self._create_slip()
        order = dispatch.order_id.with_user(self.technician_user)
        self.assertEqual(order._get_warranty_at_receipt(), "in_term")
        # Past midnight of the last day where the customer lives, not yet in UTC.
        dispatch.order_id.received_at = datetime(2026, 5, 1, 16, 30)
        self.assertEqual(order._get_warranty_at_receipt(), "over")
        self.unit.warranty_end_date = False
        self.assertEqual(order._get_warranty_at_receipt(), "unknown")

    def test_several_slips_begin_on_pages_of_their_own(self):
        dispatches = self._create_slip()
        dispatches |= self._create_slip(scheduled_start=False, scheduled_end=False)
        text = self._print(SLIP, dispatches)
        self.assertEqual(self.page_count, 2)
        for dispatch in dispatches:
            self.assertIn(dispatch.name, text)

    @rule("R065")
    def test_equipment_receipt_says_what_was_taken(self):
        dispatch = self._create_slip()
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "dispatch_id": dispatch.id,
                "description": "Fuser unit F-77",
                "condition": "Film torn",
                "accessories": "Power cable",
                "taken_by_id": self.technician.id,
            }
        )
        text = self._print(RECEIPT, receipt)
        for expected in (
            "HaoyuServiceLtd",
            receipt.name,
            dispatch.order_id.name,
            "济南第一中学",
            "FuserunitF-77",
            "Filmtorn",
            "Powercable",
            "WangGong",
        ):
            self.assertIn(expected, text)
