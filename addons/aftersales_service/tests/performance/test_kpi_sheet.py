from io import BytesIO

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import MAY, KpiCase


@tagged("post_install", "-at_install")
class TestKpiSheet(KpiCase, HttpCase):
    def setUp(self):
        super().setUp()
        self._create_done(equipment_id=False, repaired_at="2031-05-06 04:00:00")
        kpi = self._kpi("first_time_fix")
        self.env["aftersales.kpi.result"]._fix(kpi, "month", *MAY)

    def _call(self, user, method, *args, **context):
        """What a client asks over RPC, as ``user``."""
        self.authenticate(user.login, user.login)
        model = "aftersales.kpi.result"
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {
                "model": model,
                "method": method,
                "args": list(args),
                "kwargs": {"context": context},
            },
        )

    @mute_logger("odoo.http")
    def test_results_are_fixed_for_remote_clients_too(self):
        result = self.env["aftersales.kpi.result"].search(
            [
                ("kpi_id", "=", self._kpi("first_time_fix").id),
                ("date_from", "=", MAY[0]),
            ],
            limit=1,
        )
        admin = self._create_user("admin")
        for user in (self.manager, admin):
            for method, *args in (
                ("write", result.ids, {"value": 1.0}),
                ("unlink", result.ids),
                ("create", [{"kpi_id": result.kpi_id.id}]),
                ("_correct", result.ids, "No reason"),
                ("_fix", result.kpi_id.id, "month", "2031-05-01", "2031-05-31"),
            ):
                with self.assertRaises(JsonRpcException, msg=method):
                    self._call(user, method, *args, _aftersales_correction=True)
        action = self._call(self.manager, "action_view_source", result.ids)
        found = self.env[action["res_model"]].search_count(action["domain"])
        self.assertEqual(found, result.denominator)

    def _create_sheet(self, user=None, **vals):
        return (
            self.env["aftersales.kpi.sheet"]
            .with_user(user or self.manager)
            .with_context(lang="en_US")
            .create({"day": "2031-05-20", **vals})
        )

    def _read(self, content):
        return list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))

    @rule("R028")
    def test_the_form_holds_every_figure_and_why_one_is_missing(self):
        file = BytesIO()
        self._create_sheet()._write_workbook(file)
        rows = {row[1]: row for row in self._read(file.getvalue())}
        self.assertEqual(rows["First-Time Fix Rate"][4], "100.0 %")
        self.assertIsNone(rows["Machines in Good State"][4])
        self.assertIn("not registered here", rows["Machines in Good State"][8])
        self.assertEqual(rows["Reopened Rate"][8], "Not fixed yet.")

    def test_an_outlet_manager_sees_his_outlet_only(self):
        mine = self._create_sheet(self.outlet_manager, outlet_id=self.outlet.id)
        self.assertTrue(mine._get_rows())
        other = self._create_sheet(self.outlet_manager, outlet_id=self.other_outlet.id)
        self.assertFalse(other._get_rows())

    @rule("R028")
    def test_the_form_is_printed(self):
        sheet = self._create_sheet()
        html = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_service.report_kpi_sheet", sheet.ids
        )[0]
        self.assertIn("100.0 %", html.decode())

    def test_the_file_is_fetched(self):
        sheet = self._create_sheet()
        self.authenticate(self.manager.login, self.manager.login)
        action = sheet.action_export()
        response = self.url_open(action["url"])
        self.assertEqual(response.status_code, 200)
        self.assertTrue(self._read(response.content))
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_only_sheets_of_ones_own_are_fetched(self):
        sheet = self._create_sheet()
        self.authenticate(self.dispatcher.login, self.dispatcher.login)
        with self.assertRaises(AccessError):
            sheet.with_user(self.dispatcher).action_export()
        for url in (
            f"/aftersales/sheet/aftersales.kpi.sheet/{sheet.id}.xlsx",
            f"/aftersales/sheet/res.users/{self.manager.id}.xlsx",
            "/aftersales/sheet/no.model/1.xlsx",
        ):
            self.assertIn(self.url_open(url).status_code, (403, 404), url)
