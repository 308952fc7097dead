import json

from odoo.exceptions import UserError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOrderStateGuard(AftersalesCase):
    """The state changes through the steps and in no other way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order()
        cls.admin = cls._create_user("admin")

    def test_an_administrator_cannot_write_the_state(self):
        with self.assertRaisesRegex(UserError, "buttons only"):
            self.order.with_user(self.admin).write({"state": "closed"})
        self.assertEqual(self.order.state, "draft")

    def test_the_system_cannot_write_the_state_either(self):
        with self.assertRaises(UserError):
            self.order.sudo().state = "closed"

    def test_a_context_of_the_clients_own_does_not_help(self):
        order = self.order.with_user(self.admin)
        for value in (True, "STEP", object(), {}):
            with self.assertRaises(UserError):
                order.with_context(_aftersales_step=value).state = "closed"

    def test_an_order_is_not_created_in_a_later_state(self):
        with self.assertRaisesRegex(UserError, "first state"):
            self._create_order(state="closed")

    def test_a_default_of_the_client_does_not_name_the_first_state(self):
        Order = self.env["aftersales.order"].with_context(default_state="closed")
        order = Order.with_user(self.dispatcher).create(
            {"partner_id": self.customer.id}
        )
        self.assertEqual(order.state, "draft")

    def test_an_import_cannot_set_a_state(self):
        result = self.env["aftersales.order"].load(
            ["partner_id/.id", "state"], [[str(self.customer.id), "Closed"]]
        )
        self.assertFalse(result["ids"])

    def test_dispatches_and_receipts_are_guarded_too(self):
        dispatch = self._create_dispatch(self.order).with_user(self.admin)
        with self.assertRaises(UserError):
            dispatch.write({"state": "returned"})
        receipt = self.env["aftersales.equipment.receipt"].create(
            {"order_id": self.order.id, "description": "Drawer", "condition": "Bent"}
        )
        with self.assertRaises(UserError):
            receipt.with_user(self.admin).write({"state": "recovered"})

    def test_moments_are_stamped_by_steps_only(self):
        for field in self.order._flow_moments.values():
            self.assertTrue(self.order._fields[field].readonly, field)


@tagged("post_install", "-at_install")
class TestOrderStateOverHttp(AftersalesCase, HttpCase):
    """What a client can send does not open what is private."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order()
        cls.admin = cls._create_user("admin")

    def setUp(self):
        super().setUp()
        self.authenticate(self.admin.login, self.admin.login)

    def _call(self, method, args=(), context=None):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": "aftersales.order",
                "method": method,
                "args": [self.order.ids, *args],
                "kwargs": {"context": context or {}},
            },
        )

    def test_a_step_can_be_taken_over_rpc(self):
        self._call("action_accept")
        self.order.invalidate_recordset()
        self.assertEqual(self.order.state, "accepted")

    def test_the_state_cannot_be_written_over_rpc(self):
        for context in ({}, {"_aftersales_step": True}, {"_aftersales_step": "STEP"}):
            with (
                mute_logger("odoo.http"),
                self.assertRaisesRegex(JsonRpcException, "UserError"),
            ):
                self._call("write", [{"state": "closed"}], context)
        self.order.invalidate_recordset()
        self.assertEqual(self.order.state, "draft")

    def test_an_impossible_step_is_refused_over_rpc(self):
        with (
            mute_logger("odoo.http"),
            self.assertRaisesRegex(JsonRpcException, "UserError"),
        ):
            self._call("action_close", context={"_aftersales_step": True})

    def test_private_methods_are_private(self):
        for method, args in (
            ("_transition", ["accept"]),
            ("_prepare_transition_vals", ["close"]),
            ("_check_step_role", ["accept"]),
            ("_is_in_step", []),
            ("_refuse", [["x"]]),
            ("_propose_coverage", []),
        ):
            with (
                self.subTest(method=method),
                mute_logger("odoo.http"),
                self.assertRaisesRegex(JsonRpcException, "AccessError"),
            ):
                self._call(method, args)
        self.order.invalidate_recordset()
        self.assertEqual(self.order.state, "draft")

    def test_numbers_are_not_drawn_over_rpc(self):
        sequence = self.env.ref("aftersales_service.sequence_order")
        with (
            mute_logger("odoo.http"),
            self.assertRaisesRegex(JsonRpcException, "AccessError"),
        ):
            self.make_jsonrpc_request(
                "/web/dataset/call_kw",
                {
                    "model": "ir.sequence",
                    "method": "_next_batch",
                    "args": [sequence.ids, 5],
                    "kwargs": {},
                },
            )

    def test_the_json_api_refuses_the_state_as_well(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.admin)
            .sudo()
            ._generate("rpc", "Test", None)
        )
        url = f"{self.base_url()}/json/2/aftersales.order/write"
        body = {
            "ids": self.order.ids,
            "vals": {"state": "closed"},
            "context": {"_aftersales_step": True},
        }
        with mute_logger("odoo.http"):
            response = self.url_open(
                url,
                data=json.dumps(body),
                headers={
                    "Authorization": f"Bearer {key}",
                    "Content-Type": "application/json",
                },
            )
        self.assertEqual(response.status_code, 422, response.text)
        self.assertIn("buttons only", response.text)
        self.order.invalidate_recordset()
        self.assertEqual(self.order.state, "draft")
