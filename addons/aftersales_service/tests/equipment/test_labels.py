import io
import unicodedata

import PyPDF2

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase

LABELS = "aftersales_service.action_report_label"


@tagged("post_install", "-at_install")
class TestLabels(AftersalesCase):
    """Sheets of QR labels, the first of which may be used up in part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        cls.company.name = "Haoyu Service Ltd"
        cls.units = cls.unit
        for number in range(2, 8):
            cls.units += cls._create_unit(serial=f"SN00000{number}")
        cls.paper = cls.env["aftersales.label.format"].create(
            {"name": "Small", "row_count": 2, "column_count": 2}
        )

    def _open(self, user=None, **context):
        Wizard = self.env["aftersales.label.sheet"].with_user(user or self.dispatcher)
        return Form(
            Wizard.with_context(
                active_model="aftersales.equipment",
                active_ids=self.units.ids,
                **context,
            )
        )

    def _choose(self, user=None, **values):
        form = self._open(user)
        form.format_id = self.paper
        for name, value in values.items():
            form[name] = value
        return form.save()

    def test_the_form_counts_labels_and_sheets(self):
        form = self._open()
        self.assertEqual(form.format_id.column_count, 3, "the first format")
        form.format_id = self.paper
        self.assertEqual((form.label_count, form.sheet_count), (7, 2))
        form.first_position = 3
        self.assertEqual((form.label_count, form.sheet_count), (7, 3))
        form.copies = 2
        self.assertEqual((form.label_count, form.sheet_count), (14, 4))

    def test_labels_start_where_the_sheet_is_free(self):
        wizard = self._choose(first_position=3)
        wizard.action_print()
        report = self.env["report.aftersales_service.report_label"]
        sheets = report._get_sheets(wizard)
        self.assertEqual([len(sheet) for sheet in sheets], [2, 4, 1])
        first = sheets[0][0]
        self.assertEqual(first["serial"], "SN000001")
        # Lower left of four: 148.5 mm down of 296.1, 2 mm from the edge.
        self.assertIn("top: 50.827%", first["place"])
        self.assertIn("left: 0.952%", first["place"])

    def test_printing_draws_the_codes(self):
        self.assertFalse(any(self.units.mapped("qr_token")))
        action = self._choose().action_print()
        self.assertEqual(action["report_name"], "aftersales_service.report_label")
        self.assertTrue(all(self.units.mapped("qr_token")))
        self.assertIn(f"/u/{self.unit.qr_token}", self.unit._get_page_url())

    def test_wrong_numbers_and_units_out_of_use_are_named_together(self):
        self.units[1].state = "scrapped"
        wizard = self._choose(first_position=9, copies=0)
        with self.assertRaises(UserError) as caught:
            wizard.action_print()
        for expected in ("Start at Label", "1 to 4", "Labels per Unit", "SN000002"):
            self.assertIn(expected, str(caught.exception))

    def test_storekeepers_print_and_technicians_do_not(self):
        self._choose(self._create_user("storekeeper")).action_print()
        with self.assertRaises(AccessError):
            self._choose(self.technician_user)

    def test_the_sheet_is_printed(self):
        reports = self.env["ir.actions.report"].with_user(self.dispatcher)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        wizard = self._choose(first_position=4)
        wizard.action_print()
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, kind = reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(LABELS, wizard.ids)
        self.assertEqual(kind, "pdf")
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        self.assertEqual(len(pages), 3)
        text = "".join(page.extract_text() for page in pages)
        text = "".join(unicodedata.normalize("NFKC", text).split())
        for expected in ("HaoyuServiceLtd", "FilingCabinet", "SNSN000001", "SN000007"):
            self.assertIn(expected, text)
