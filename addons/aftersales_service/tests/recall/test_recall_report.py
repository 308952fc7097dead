from io import BytesIO

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecallReport(RecallCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shandong = cls.env["res.country.state"].create(
            {
                "name": "Shandong Test",
                "code": "SDT",
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.customer.state_id = cls.shandong
        cls.recall = cls._run()
        cls.heater_unit.recall_line_ids._register_answer("scrapped")

    def _read(self, recall):
        file = BytesIO()
        recall._write_report(file)
        return load_workbook(file)

    @freeze_time("2026-03-02 02:00:00")
    def test_the_file_counts_by_region_and_lists_every_unit(self):
        book = self._read(self.recall.with_user(self.manager))
        regions, units = book.worksheets
        rows = [row for row in regions.iter_rows(values_only=True)]
        self.assertIn(("Shandong Test", 2, 0, 1, 1, 1, 1), [row[:7] for row in rows])
        self.assertIn(("No region", 2, 2, 0, 0, 0, 2), [row[:7] for row in rows])
        serials = [row[1] for row in units.iter_rows(values_only=True)]
        self.assertLessEqual({"HX-0098", "HX-0100", "HX-0101"}, set(serials))
        text = " ".join(
            str(cell)
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        )
        # The authority is told of goods, not of persons.
        self.assertNotIn("Haibin School", text)

    def test_who_may_take_it_away_and_that_it_is_on_record(self):
        with self.assertRaises(AccessError):
            self.recall.with_user(self.dispatcher).action_export_report()
        self.authenticate("test_service_manager", "test_service_manager")
        response = self.url_open(f"/aftersales/recall/{self.recall.id}/report.xlsx")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(load_workbook(BytesIO(response.content)))
        self.assertIn(
            "Report for the authority exported: 4 units",
            self.recall.message_ids[0].body,
        )

    def test_the_file_costs_the_same_for_many_units(self):
        def measure():
            return self._count_queries(lambda: self._read(self.recall))

        measure()
        few = measure()
        self._create_buyers(20)
        self.recall.action_refresh()
        self.assertEqual(measure(), few)
