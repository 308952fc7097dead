from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from ..network.portal_common import OutletPortalCase
from .common import ComplaintCase

PASSWORD = "complaint-manager-1"


@tagged("post_install", "-at_install")
class TestComplaintRpc(ComplaintCase, HttpCase):
    """What the web client's own door lets nobody do, not even an administrator."""

    def setUp(self):
        super().setUp()
        self.complaint = self._register(criterion_ids=self.injury.ids)
        self.admin = new_test_user(
            self.env,
            "complaint_admin",
            groups="aftersales_service.group_admin",
            password=PASSWORD,
        )
        self.authenticate(self.admin.login, PASSWORD)

    def _call_kw(self, method, *args, model="aftersales.complaint", **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": kwargs},
        )

    @mute_logger("odoo.http")
    def test_neither_closed_nor_deleted_nor_reassigned(self):
        ids = self.complaint.ids
        step = {"context": {"_aftersales_step": True}}
        for method, args, kwargs in (
            ("unlink", (ids,), {}),
            ("action_archive", (ids,), {}),
            ("action_close", (ids,), {}),
            ("action_resolve", (ids,), {}),
            ("action_accept", (ids,), {}),
            ("action_take", (ids,), {}),
            ("write", (ids, {"state": "closed"}), step),
            ("write", (ids, {"user_id": self.admin.id}), step),
            ("write", (ids, {"level": "general"}), step),
            ("write", (ids, {"fed_back_at": "2026-03-02 03:00:00"}), step),
            ("create", ([{"title": "x", "closed_at": "2026-03-02"}],), step),
            ("_withdraw", (ids, "x"), {}),
            ("_reassign", (ids, self.admin.id, "x"), {}),
            ("_change_level", (ids, "general", "x"), {}),
            ("_register_complaints", ([{}],), {}),
        ):
            with self.subTest(method=method), self.assertRaises(JsonRpcException):
                self._call_kw(method, *args, **kwargs)
        vals = {"complaint_id": self.complaint.id, "description": "Tea"}
        for model in ("aftersales.complaint.offer", "aftersales.complaint.mediation"):
            with self.subTest(model=model), self.assertRaises(JsonRpcException):
                self._call_kw("create", [vals], model=model)
        self.assertEqual(self.complaint.state, "received")
        self.assertEqual(self.complaint.level, "major")


@tagged("post_install", "-at_install")
class TestComplaintOutletPages(OutletPortalCase):
    def _complain(self, job):
        delay = self.env.ref("aftersales_service.complaint_category_delay")
        return self.env["aftersales.complaint"]._register_complaints(
            [
                {
                    "title": "Nobody came",
                    "description": "I <b>waited</b>.",
                    "order_id": job.id,
                    "category_id": delay.id,
                }
            ]
        )

    def test_an_outlet_reads_and_answers_what_concerns_it(self):
        complaint = self._complain(self.job)
        self.assertIn("Complaints to Answer", self._get_page("/my/outlet"))
        self.assertIn(complaint.name, self._get_page("/my/outlet/complaints"))
        url = f"/my/outlet/complaints/{complaint.id}"
        page = self._get_page(url)
        self.assertIn("&lt;b&gt;waited", page)
        self.assertNotIn("13800000001", page, "the phone is for the desk")
        hidden = self._read_form(page, f"{url}/answer")
        for _click in range(2):
            self.url_open(f"{url}/answer", data={**hidden, "statement": "Broken car."})
        self.assertEqual(complaint.outlet_statement, "Broken car.")
        self.assertEqual(complaint.outlet_answered_by_id, self.portal_user)
        said = complaint.message_ids.filtered(lambda m: "Broken car" in m.body)
        self.assertEqual(len(said), 1)

    def test_another_outlet_finds_nothing(self):
        complaint = self._complain(self.foreign)
        self.assertNotIn(complaint.name, self._get_page("/my/outlet/complaints"))
        url = f"/my/outlet/complaints/{complaint.id}"
        self.assertEqual(self.url_open(url).status_code, 404)
