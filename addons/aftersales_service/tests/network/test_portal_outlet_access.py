import json
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, new_test_user, tagged
from odoo.tools import mute_logger

from .portal_common import PASSWORD, OutletPortalCase

HIDDEN = ("13900000002", "Customer of Fuzhou Partner")


@tagged("post_install", "-at_install")
class TestPortalOutletAccess(OutletPortalCase):
    """Nobody reaches another outlet's work: by pages, guessed ids, tokens or RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign.action_accept()
        cls.foreign_visit = cls._create_dispatch(
            cls.foreign,
            outlet_id=cls.other_outlet.id,
            technician_ids=[Command.set(cls.stranger.ids)],
        )
        cls.foreign_visit.action_send()
        cls.foreign_receipt = cls.env["aftersales.equipment.receipt"].create(
            {
                "dispatch_id": cls.foreign_visit.id,
                "description": "Drawer",
                "condition": "Bent",
            }
        )
        cls.env["aftersales.order.line"].create(
            {"order_id": cls.foreign.id, "product_id": cls.labour.id}
        )

    def _get_status(self, url, data=None) -> int:
        return self.url_open(url, data=data, allow_redirects=False).status_code

    # -- pages ----------------------------------------------------------------------

    def test_guessed_numbers_of_pages_are_not_found(self):
        foreign, visit = self.foreign.id, self.foreign_visit.id
        for url in (
            f"/my/outlet/jobs/{foreign}",
            f"/my/outlet/jobs/{foreign}?access_token={self.foreign._portal_ensure_token()}",
            f"/my/outlet/jobs/{foreign}/slip/{visit}",
            f"/my/outlet/jobs/{self.job.id}/slip/{visit}",
            f"/my/outlet/jobs/{foreign}/receipt/{self.foreign_receipt.id}",
            f"/my/outlet/jobs/{self.job.id}/receipt/{self.foreign_receipt.id}",
            "/my/outlet/jobs/999999999",
            "/my/outlet/jobs/0",
        ):
            self.assertEqual(self._get_status(url), 404, url)

    def test_guessed_numbers_of_forms_are_not_found(self):
        hidden = self._read_form(
            self._get_page(f"/my/outlet/jobs/{self.job.id}"),
            f"/my/outlet/jobs/{self.job.id}/accept",
        )
        for url in (
            *(
                f"/my/outlet/jobs/{self.foreign.id}/{step}"
                for step in ("accept", "reject", "appoint", "unit", "price", "wait")
            ),
            *(
                f"/my/outlet/visits/{self.foreign_visit.id}/{step}"
                for step in ("depart", "arrive", "record", "photo", "part", "finish")
            ),
            f"/my/outlet/technicians/{self.other_outlet.id}",
        ):
            self.assertEqual(self._get_status(url, {**hidden, "name": "x"}), 404, url)
        self.assertEqual(self.foreign_visit.state, "sent")
        self.assertFalse(self.foreign.outlet_accepted_at)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                f"/my/outlet/visits/{self.foreign_visit.id}/sign",
                {"name": "x", "signature": self.FINISH_VALS["signature"]},
            )

    def test_forms_need_the_site_s_token_and_their_own_key(self):
        url = f"/my/outlet/jobs/{self.job.id}"
        hidden = self._read_form(self._get_page(url), f"{url}/accept")
        without = {**hidden, "csrf_token": "no"}
        self.assertEqual(self._get_status(f"{url}/accept", without), 400)
        page = self.url_open(f"{url}/accept", data={**hidden, "form_key": "x.y"}).text
        self.assertIn("too old", page)
        # A key is good for one step, one job, one person.
        page = self.url_open(f"{url}/reject", data={**hidden, "reason": "x"}).text
        self.assertIn("too old", page)
        self.assertFalse(self.job.outlet_accepted_at)

    def test_customers_and_staff_have_no_outlet_s_pages(self):
        new_test_user(
            self.env, "just_customer", groups="base.group_portal", password=PASSWORD
        )
        self.authenticate("just_customer", PASSWORD)
        for url in ("/my/outlet", "/my/outlet/jobs", "/my/outlet/parts"):
            self.assertEqual(self._get_status(url), 404, url)
        self.assertNotIn("/my/outlet", self._get_page("/my/home"))

    def test_visitors_are_asked_to_log_in(self):
        self.authenticate(None, None)
        for url in ("/my/outlet", f"/my/outlet/jobs/{self.job.id}"):
            self.assertEqual(self._get_status(url), 303, url)

    def test_the_customer_s_own_pages_stay_the_customer_s(self):
        page = self._get_page("/my/service")
        self.assertNotIn(self.job.name, page)
        for order in (self.job, self.foreign):
            self.assertEqual(self._get_status(f"/my/service/{order.id}"), 303)

    def test_a_closed_job_shows_neither_phone_nor_address_nor_papers(self):
        visit = self._create_dispatch(
            self.job,
            outlet_id=self.partner_outlet.id,
            technician_ids=[Command.set(self.helper.ids)],
        )
        self.job.action_accept()
        self.job.action_cancel()
        page = self._get_page(f"/my/outlet/jobs/{self.job.id}")
        for hidden in ("13800000001", "Lake Road 5", "/slip/"):
            self.assertNotIn(hidden, page)
        page = self._get_page("/my/outlet/jobs?filterby=closed&search=13800000001")
        self.assertNotIn(self.job.name, page)
        slip = f"/my/outlet/jobs/{self.job.id}/slip/{visit.id}"
        self.assertEqual(self._get_status(slip), 404)

    def test_a_suspended_outlet_sees_its_past_only(self):
        past = self._create_job(self.partner_outlet)
        past.action_cancel()
        visit = self._create_dispatch(
            self.job,
            outlet_id=self.partner_outlet.id,
            technician_ids=[Command.set(self.helper.ids)],
        )
        # As if nothing had lain with it when it was closed: what is open stays hidden.
        for step in ("suspend", "close"):
            self.partner_outlet._transition(step)
            page = self._get_page("/my/outlet/jobs?filterby=all")
            self.assertIn(past.name, page)
            self.assertNotIn(self.job.name, page)
            self._get_page(f"/my/outlet/jobs/{past.id}")
            for url in (
                f"/my/outlet/jobs/{self.job.id}",
                f"/my/outlet/jobs/{self.job.id}/slip/{visit.id}",
                "/my/outlet/new",
            ):
                self.assertEqual(self._get_status(url), 404, url)
            Order = self.env["aftersales.order"].with_user(self.portal_user)
            self.env.flush_all()
            self.assertFalse(Order.search([]))

    # -- methods behind the pages ---------------------------------------------------

    def test_each_step_looks_for_itself_whether_the_order_is_his(self):
        order, visit = (
            self._as_portal(self.foreign),
            self._as_portal(self.foreign_visit),
        )
        now = fields.Datetime.now()
        for step in (
            order._outlet_accept,
            lambda: order._outlet_reject("x"),
            lambda: order._outlet_appoint(now, now + timedelta(hours=1), self.stranger),
            lambda: order._outlet_name_unit("x"),
            lambda: order._outlet_wait("parts"),
            visit._outlet_depart,
            visit._outlet_arrive,
            lambda: visit._outlet_record({}),
            lambda: visit._outlet_use_part(1, 0, 1),
            lambda: visit._outlet_sign("x", "x"),
            lambda: visit._outlet_finish("x"),
        ):
            with self.assertRaises(AccessError):
                step()
        with self.assertRaises(AccessError):
            self._as_portal(self.env["aftersales.order"])._create_for_outlet(
                "key", self._as_portal(self.other_outlet), {}, ()
            )

    # -- RPC ------------------------------------------------------------------------

    def _get_foreign_records(self):
        order = self.foreign
        return [
            order,
            self.foreign_visit,
            self.foreign_receipt,
            order.line_ids,
            order.sla_ids[:1],
            order.equipment_id,
        ]

    def test_an_outlet_reads_its_own_records_only(self):
        mine = self._create_dispatch(
            self.job,
            outlet_id=self.partner_outlet.id,
            technician_ids=[Command.set(self.helper.ids)],
        )
        self.env.flush_all()
        for record in self._get_foreign_records():
            self.assertTrue(record, "there is something to hide")
            hidden = record.with_user(self.portal_user)
            self.assertFalse(hidden.search([("id", "=", record.id)]), record)
            with self.assertRaises(AccessError):
                hidden.read(["display_name"])
        for record in (self.job, mine, self.job.equipment_id, self.job.sla_ids[:1]):
            shown = record.with_user(self.portal_user)
            self.assertTrue(shown.search([("id", "=", record.id)]), record)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(shown.has_access(operation), record)

    def test_a_unit_whose_open_order_is_another_outlet_s_stays_hidden(self):
        """A closed order of one's own and an open one elsewhere do not add up."""
        past = self._create_order(
            outlet_id=self.partner_outlet.id, equipment_id=self.unit.id
        )
        past.action_cancel()
        self._create_order(outlet_id=self.other_outlet.id, equipment_id=self.unit.id)
        self.env.flush_all()
        Unit = self.env["aftersales.equipment"].with_user(self.portal_user)
        self.assertFalse(Unit.search([("id", "=", self.unit.id)]))

    def test_an_outlet_reads_no_outlets_people_or_entries(self):
        for model in (
            *("aftersales.outlet", "aftersales.outlet.entry", "hr.employee"),
            *("aftersales.technician.request", "aftersales.warranty.decision"),
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.portal_user).search([])

    def _call_kw(self, model, method, *args):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": args, "kwargs": {}},
        )

    @mute_logger("odoo.http")
    def test_call_kw_neither_reads_nor_steps(self):
        found = self._call_kw("aftersales.order", "search_read", [], ["phone"])
        self.assertEqual([row["id"] for row in found], self.job.ids)
        for method in ("read", "action_accept", "action_cancel", "unlink"):
            for order in (self.foreign, self.job):
                if (method, order) == ("read", self.job):
                    continue
                with self.assertRaises(JsonRpcException):
                    self._call_kw("aftersales.order", method, order.ids)
        for method in ("_outlet_accept", "_get_outlet_steps"):
            with self.assertRaises(JsonRpcException):
                self._call_kw("aftersales.order", method, self.job.ids)
        with self.assertRaises(JsonRpcException):
            self._call_kw("res.users", "_get_outlets", self.portal_user.ids)
        with self.assertRaises(JsonRpcException):
            self._call_kw("aftersales.order", "write", self.job.ids, {"color": 1})


@tagged("post_install", "-at_install")
class TestJson2(OutletPortalCase):
    """The host's JSON-2 interface with the key of each kind of user."""

    def _create_key(self, user) -> str:
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        until = fields.Datetime.now() + timedelta(days=1)
        return keys._generate("rpc", "test", until)

    def _call(self, key, model, method, **values):
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(values),
            headers={
                "Authorization": f"bearer {key}",
                "Content-Type": "application/json",
            },
        )

    def setUp(self):
        super().setUp()
        # A key stands for itself: it is refused beside somebody else's session.
        self.authenticate(None, None)

    def _create_people(self) -> dict:
        customer = new_test_user(self.env, "json2_customer", groups="base.group_portal")
        customer.partner_id.parent_id = self.job.partner_id
        return {
            "portal_outlet": self.portal_user,
            "portal_customer": customer,
            "technician": self.technician_user,
        }

    @mute_logger("odoo.http")
    def test_nobody_calls_private_methods_or_reads_others_orders(self):
        order = {"ids": self.foreign.ids}
        own = {"ids": self.job.ids}
        for role, user in self._create_people().items():
            key = self._create_key(user)
            for method, values in (
                ("_outlet_accept", own),
                ("_confirm_price", {**own, "name": "x"}),
                ("_transition", {**own, "step": "accept"}),
                ("check_access", {**own, "operation": "read"}),
            ):
                answer = self._call(key, "aftersales.order", method, **values)
                self.assertIn(answer.status_code, (403, 404), (role, method))
            for method, values in (
                ("read", {"fields": ["phone"]}),
                ("write", {"vals": {"color": 3}}),
                ("action_accept", {}),
                ("unlink", {}),
            ):
                answer = self._call(key, "aftersales.order", method, **order, **values)
                self.assertIn(answer.status_code, (403, 404), (role, method))
                self.assertNotIn("13900000002", answer.text)
            answer = self._call(
                key, "aftersales.order", "search_read", domain=[], fields=["phone"]
            )
            self.assertEqual(answer.status_code, 200, f"{role}: {answer.text}")
            seen = {row["id"] for row in answer.json()}
            expected = set() if role == "technician" else set(self.job.ids)
            self.assertEqual(seen, expected, role)

    @mute_logger("odoo.http")
    def test_a_wrong_or_foreign_key_is_refused(self):
        for key in ("", "x" * 40, self.foreign._portal_ensure_token()):
            answer = self._call(key, "aftersales.order", "search_read", domain=[])
            self.assertIn(answer.status_code, (401, 403), key)


@tagged("post_install", "-at_install")
class TestPublicTokens(OutletPortalCase):
    """A visitor who guesses or alters an address learns the same in any case."""

    def test_altered_and_foreign_tokens_are_answered_alike(self):
        self.authenticate(None, None)
        unit = self.job.equipment_id
        unit._ensure_qr_tokens()
        path = unit._get_page_path()
        self.assertEqual(self.url_open(path).status_code, 200)
        token = path.rsplit("/", 1)[-1]
        altered = token[:-1] + ("A" if token[-1] != "A" else "B")
        pages = set()
        for wrong in (altered, token[::-1], "x", token + "x", str(unit.id)):
            answer = self.url_open(f"/u/{wrong}")
            self.assertEqual(answer.status_code, 404, wrong)
            pages.add(answer.text.split("<main")[1].split("</main>")[0])
        self.assertEqual(len(pages), 1)

    def test_a_token_of_one_order_opens_no_other(self):
        self.authenticate(None, None)
        token = self.job._portal_ensure_token()
        page = self.url_open(f"/my/service/{self.job.id}?access_token={token}")
        self.assertIn(self.job.name, page.text)
        for order, key in (
            (self.foreign, token),
            (self.job, token[:-1]),
            (self.job, ""),
        ):
            answer = self.url_open(
                f"/my/service/{order.id}?access_token={key}", allow_redirects=False
            )
            self.assertEqual(answer.status_code, 303)
            self.assertNotIn(order.phone, answer.text)
