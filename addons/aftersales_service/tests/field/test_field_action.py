from datetime import datetime
from unittest.mock import patch
from uuid import uuid4

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger
from odoo.tools.translate import code_translations

from ..common import AftersalesCase
from ..rules import rule

PNG = AftersalesCase.FINISH_VALS["signature"]
NOW = "2026-03-02T03:00:00+00:00"


class FieldCase(AftersalesCase):
    """A visit that was sent to a technician with a van."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.van = cls.env["stock.location"].create(
            {
                "name": "Van",
                "usage": "internal",
                "location_id": warehouse.lot_stock_id.id,
            }
        )
        cls.technician.aftersales_van_location_id = cls.van
        cls.rail = cls.env["product.product"].create(
            {"name": "Rail", "type": "consu", "is_storable": True, "list_price": 30.0}
        )
        cls.env["stock.quant"]._update_available_quantity(cls.rail, cls.van, 5)
        cls.order = cls._create_order()
        cls.order.action_accept()
        cls.dispatch = cls._create_dispatch(cls.order)
        cls.dispatch.action_send()
        cls.dispatch.sent_at = cls.order.dispatched_at = "2026-03-02 00:30:00"
        cls.order.accepted_at = "2026-03-02 00:20:00"
        cls.visit = cls.dispatch.with_user(cls.technician_user)
        cls.Action = cls.env["aftersales.field.action"].with_user(cls.technician_user)

    def _action(self, kind, at="02:00:00", file=None, known=None, **values):
        return {
            "uuid": str(uuid4()),
            "dispatch_id": self.dispatch.id,
            "kind": kind,
            "values": values,
            "known": known or {},
            "version": "sent",
            "at": f"2026-03-02T{at}.250Z",
            "file": file,
        }

    def _send_with_checklist(self):
        """Another visit, sent with three questions; they are returned."""
        checklist = self.env["aftersales.checklist"].create(
            {
                "name": "Power Check",
                "code": "phone_power",
                "order_type_ids": [Command.set(self.type_repair.ids)],
                "question_ids": [
                    Command.create(
                        {"name": "Voltage", "kind": "number", "is_required": True}
                    ),
                    Command.create({"name": "Remarks"}),
                    Command.create({"name": "Meter", "kind": "photo"}),
                ],
            }
        )
        checklist.action_publish()
        self.order = self._create_order()
        self.order.action_accept()
        self.dispatch = self._create_dispatch(
            self.order,
            scheduled_start="2026-03-02 05:00:00",
            scheduled_end="2026-03-02 06:00:00",
        )
        self.dispatch.action_send()
        self.dispatch.sent_at = self.order.dispatched_at = "2026-03-02 00:30:00"
        self.order.accepted_at = "2026-03-02 00:20:00"
        return checklist.question_ids

    def _send(self, *actions, now=NOW):
        return self.Action._receive(list(actions), now)

    def _work(self):
        """Everything from the door to the signature."""
        return [
            self._action("arrive", "02:00:00"),
            self._action("assess", "02:10:00", cause_id=self.cause.id),
            self._action("write", "02:20:00", outcome="solved", work_done="New rail."),
            self._action("write", "02:30:00", opinion="satisfied", briefing_given=True),
            self._action("sign", "02:40:00", file=PNG, signed_by="Director Li"),
        ]

    def _states(self, results):
        return [result["state"] for result in results]

    def _find(self, action):
        return self.env["aftersales.field.action"].search(
            [("uuid", "=", action["uuid"])]
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestFieldAction(FieldCase):
    """What a phone recorded without the network arrives in order, once, or is kept."""

    @rule("R063", "R064", "R071")
    def test_a_visit_recorded_offline_is_finished_with_the_phones_times(self):
        finish = self._action("finish", "02:50:00")
        results = self._send(*self._work(), finish)
        self.assertEqual(self._states(results), ["done"] * 6, results)
        self.assertRecordValues(
            self.dispatch,
            [
                {
                    "state": "finished",
                    "arrived_at": datetime(2026, 3, 2, 2, 0),
                    "finished_at": datetime(2026, 3, 2, 2, 50),
                    "opinion": "satisfied",
                    "briefing_given": True,
                    "signed_by": "Director Li",
                }
            ],
        )
        self.assertRecordValues(
            self.order,
            [
                {
                    "state": "signed",
                    "arrived_at": datetime(2026, 3, 2, 2, 0),
                    "assessed_at": datetime(2026, 3, 2, 2, 10),
                    "signed_at": datetime(2026, 3, 2, 2, 50),
                }
            ],
        )
        self.assertRecordValues(
            self._find(finish),
            [
                {
                    "device_at": datetime(2026, 3, 2, 2, 50),
                    "received_at": datetime(2026, 3, 2, 3),
                    "effective_at": datetime(2026, 3, 2, 2, 50),
                    "time_source": "device",
                    "user_id": self.technician_user.id,
                    "file": False,
                }
            ],
        )

    def test_a_resend_gets_the_first_answer_and_changes_nothing(self):
        receipt = self._action("receipt", description="Drawer", condition="Bent")
        refused = self._action("finish")
        first = self._send(receipt, refused)
        self.assertEqual(self._states(first), ["done", "conflict"])
        self.assertEqual(self._send(receipt, refused), first)
        self.assertEqual(self._send(refused, receipt), first[::-1])
        self.assertEqual(len(self.dispatch.receipt_ids), 1)
        self.assertEqual(len(self._find(receipt)), 1)

    def test_the_same_number_twice_in_one_queue_counts_once(self):
        receipt = self._action("receipt", description="Drawer", condition="Bent")
        self._send(receipt, receipt)
        self.assertEqual(len(self.dispatch.receipt_ids), 1)

    def test_a_number_of_another_user_is_a_new_action(self):
        user = self._create_user("technician", login="test_other_technician")
        colleague = self.env["hr.employee"].create(
            {"name": "Zhao Gong", "user_id": user.id}
        )
        self.dispatch.technician_ids += colleague
        receipt = self._action("receipt", description="Drawer", condition="Bent")
        self._send(receipt)
        results = self.Action.with_user(user)._receive([receipt], NOW)
        self.assertEqual(self._states(results), ["done"])
        self.assertEqual(self._find(receipt).user_id, user + self.technician_user)
        self.assertEqual(len(self.dispatch.receipt_ids), 2)

    # -- refused ----

    def test_what_is_refused_is_kept_whole_and_what_follows_is_tried(self):
        early = self._action("finish", outcome="solved", work_done="New rail.")
        sign = self._action("sign", file=PNG, signed_by="Director Li")
        arrive = self._action("arrive")
        results = self._send(early, sign, arrive)
        self.assertEqual(self._states(results), ["conflict", "done", "done"])
        self.assertIn("Arrive", results[0]["message"])
        kept = self._find(early)
        self.assertEqual(kept.payload["values"]["work_done"], "New rail.")
        self.assertFalse(self.dispatch.work_done, "nothing of it stays on the visit")
        self.assertEqual(self.dispatch.state, "arrived")

    def test_a_signature_for_a_visit_that_was_cancelled_is_kept(self):
        self.dispatch.action_cancel()
        sign = self._action("sign", file=PNG, signed_by="Director Li")
        (result,) = self._send(sign)
        self.assertEqual(result["state"], "conflict")
        self.assertIn("Cancelled", result["message"])
        self.assertEqual(
            self._find(sign).with_context(bin_size=False).file, PNG.encode()
        )
        self.assertFalse(self.dispatch.signature)

    def test_a_visit_given_to_a_colleague_meanwhile_is_not_touched(self):
        other = self.env["hr.employee"].create({"name": "Zhao Gong"})
        self.dispatch.technician_ids = other
        arrive = self._action("arrive")
        (result,) = self._send(arrive)
        self.assertEqual(result["state"], "conflict")
        self.assertIn("not yours", result["message"])
        self.assertEqual(self.dispatch.state, "sent")
        self.assertEqual(self._find(arrive).dispatch_id, self.dispatch)

    def test_a_dispatcher_records_nothing_on_a_technicians_visit(self):
        Action = self.env["aftersales.field.action"].with_user(self.dispatcher)
        (result,) = Action._receive([self._action("arrive")], NOW)
        self.assertEqual(result["state"], "conflict")

    def test_a_visit_of_a_foreign_company_is_not_even_named(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        order = self.env["aftersales.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": company.id,
                "type_id": self.type_remote.id,
            }
        )
        foreign = self.env["aftersales.dispatch"].create(
            {"order_id": order.id, "company_id": company.id}
        )
        arrive = {**self._action("arrive"), "dispatch_id": foreign.id}
        (result,) = self._send(arrive)
        self.assertEqual(result["state"], "conflict")
        self.assertFalse(self._find(arrive).dispatch_id)

    def test_an_entry_the_office_changed_meanwhile_is_not_overwritten(self):
        self.dispatch.work_done = "Rail ordered, see mail."
        write = self._action("write", known={"work_done": ""}, work_done="New rail.")
        (result,) = self._send(write)
        self.assertEqual(result["state"], "conflict")
        self.assertIn("Work Performed", result["message"])
        self.assertEqual(self.dispatch.work_done, "Rail ordered, see mail.")

    def test_entries_that_a_phone_may_not_write_are_refused(self):
        for values in ({"debrief_note": "x"}, {"state": "finished"}, {"order_id": 1}):
            with self.subTest(values):
                (result,) = self._send(self._action("write", **values))
                self.assertEqual(result["state"], "conflict")
                self.assertIn(next(iter(values)), result["message"])

    @mute_logger(
        "odoo.addons.aftersales_service.models.dispatch.aftersales_field_action_intake"
    )
    def test_nonsense_is_kept_and_stops_nobody(self):
        nonsense = [
            {**self._action("write"), "kind": "teleport"},
            {**self._action("arrive"), "dispatch_id": "DROP TABLE"},
            self._action("write", outcome="no such outcome"),
            self._action("part", product_id="x", quantity="many"),
            self._action("photo", moment="before", file="bm90IGFuIGltYWdl"),
        ]
        results = self._send(*nonsense, self._action("arrive"))
        self.assertEqual(self._states(results), ["conflict"] * 5 + ["done"])
        self.assertTrue(all(result["message"] for result in results[:-1]))

    def test_arriving_twice_keeps_the_first_moment(self):
        self.dispatch.with_user(self.dispatcher).action_arrive()
        (result,) = self._send(self._action("arrive"))
        self.assertEqual(result["state"], "done")
        self.assertIn("before", result["message"])
        self.assertEqual(self.dispatch.arrived_at, datetime(2026, 3, 2, 3))

    # -- retry, dismiss ----

    def test_a_retry_works_once_the_cause_is_gone(self):
        finish = self._action("finish", "02:50:00")
        self._send(finish)
        kept = self._find(finish)
        self._send(*self._work())
        kept.with_user(self.technician_user).action_retry()
        self.assertEqual(kept.state, "done")
        self.assertEqual(self.dispatch.state, "finished")

    def test_the_office_retries_as_the_technician(self):
        other = self.env["hr.employee"].create({"name": "Zhao Gong"})
        self.dispatch.technician_ids = other
        arrive = self._action("arrive")
        self._send(arrive)
        kept = self._find(arrive).with_user(self.dispatcher)
        kept.action_retry()
        self.assertEqual(kept.state, "conflict", "it is still not his visit")
        self.dispatch.technician_ids = self.technician
        kept.action_retry()
        self.assertEqual(kept.state, "done")
        self.assertEqual(self.dispatch.state, "arrived")

    def test_what_is_dismissed_stays_on_record(self):
        finish = self._action("finish")
        self._send(finish)
        kept = self._find(finish)
        kept.with_user(self.dispatcher).action_dismiss()
        self.assertEqual(kept.state, "dismissed")
        self.assertEqual(kept.dismissed_by_id, self.dispatcher)
        self.assertEqual(self._send(finish)[0]["state"], "dismissed")

    def test_who_may_see_and_resolve(self):
        finish = self._action("finish")
        self._send(finish)
        kept = self._find(finish)
        stranger = self._create_user("technician", login="test_stranger")
        manager = self._create_user("outlet_manager")
        keeper = self._create_user("storekeeper")
        self.assertFalse(kept.with_user(stranger).has_access("read"))
        self.assertFalse(kept.with_user(manager).has_access("read"))
        self.assertFalse(kept.with_user(keeper).has_access("read"))
        for user in (stranger, manager, keeper):
            with self.subTest(user.login), self.assertRaises(AccessError):
                kept.with_user(user).action_dismiss()
        self.outlet.manager_id = manager
        self.env.flush_all()
        self.assertTrue(kept.with_user(manager).has_access("read"))
        for user in (self.technician_user, self.dispatcher, manager):
            self.assertFalse(kept.with_user(user).has_access("write"))
            self.assertFalse(kept.with_user(user).has_access("create"))
            self.assertFalse(kept.with_user(user).has_access("unlink"))

    # -- time ----

    def test_a_slow_clock_is_corrected(self):
        arrive = self._action("arrive", "00:40:00")
        self._send(arrive, now="2026-03-02T01:00:00Z")
        self.assertEqual(self.dispatch.arrived_at, datetime(2026, 3, 2, 2, 40))
        self.assertEqual(self._find(arrive).time_source, "corrected")
        self.assertEqual(self._find(arrive).device_at, datetime(2026, 3, 2, 0, 40))

    def test_a_time_before_the_last_step_gives_way_to_the_time_of_arrival(self):
        arrive = self._action("arrive", "00:10:00")
        self._send(arrive)
        self.assertEqual(self.dispatch.arrived_at, datetime(2026, 3, 2, 3))
        self.assertEqual(self._find(arrive).time_source, "before")
        note = self.dispatch.message_ids[0].body
        self.assertIn("Arrive", note)
        self.assertIn("Time of Arrival", note)

    def test_a_time_in_the_future_or_none_at_all_is_the_time_of_arrival(self):
        for at, source in (("09:00:00", "future"), ("nonsense", "unknown")):
            with self.subTest(source):
                photo = self._action("photo", at, file=PNG, moment="before")
                self._send(photo)
                self.assertEqual(self._find(photo).time_source, source)
                self.assertEqual(
                    self._find(photo).effective_at, datetime(2026, 3, 2, 3)
                )

    # -- what is brought along ----

    def test_photos_stand_on_the_visit(self):
        self._send(
            self._action("photo", file=PNG, moment="before", name="a.jpg"),
            self._action("photo", file=PNG, moment="after", name="b.jpg"),
        )
        self.assertEqual(self.dispatch.photo_before_ids.name, "a.jpg")
        self.assertEqual(self.dispatch.photo_after_ids.res_id, self.dispatch.id)

    @rule("R065")
    def test_a_receipt_names_who_took_what_when(self):
        self._send(
            self._action("receipt", "02:05:00", description="Drawer", condition="Bent")
        )
        self.assertRecordValues(
            self.dispatch.receipt_ids,
            [
                {
                    "order_id": self.order.id,
                    "taken_at": datetime(2026, 3, 2, 2, 5),
                    "taken_by_id": self.technician.id,
                }
            ],
        )

    def test_a_refusal_takes_the_place_of_the_signature(self):
        sign = self._action("sign", file=PNG, signed_by="Director Li")
        refuse = self._action("refuse", signature_refused_reason="No authority.")
        self._send(sign, refuse)
        self.assertFalse(self.dispatch.signature)
        self.assertEqual(self.dispatch.signature_refused_reason, "No authority.")

    def _in_van(self):
        return self.env["stock.quant"]._get_available_quantity(self.rail, self.van)

    def test_parts_of_the_van_are_used_when_the_work_is_done(self):
        part = self._action("part", "02:15:00", product_id=self.rail.id, quantity=2)
        more = self._action("part", "02:16:00", product_id=self.rail.id, quantity=1)
        results = self._send(*self._work(), part, more, self._action("finish"))
        self.assertEqual(self._states(results), ["done"] * 8, results)
        moves = self.order.part_move_ids
        self.assertEqual(sum(moves.mapped("quantity")), 3)
        self.assertEqual(set(moves.mapped("state")), {"done"})
        self.assertEqual(moves.location_id, self.van)
        self.assertEqual(set(moves.mapped("coverage")), {"covered"})
        self.assertEqual(len(self.order.repair_ids), 1)
        self.assertEqual(self._in_van(), 2)

    def test_a_numbered_part_leaves_the_van_by_its_number(self):
        pump = self.env["product.product"].create(
            {"name": "Pump", "type": "consu", "is_storable": True, "tracking": "serial"}
        )
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": pump.id} for name in ("P-1", "P-2", "P-3")]
        )
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(
                pump, self.van, 1, lot_id=lot
            )
        parts = [
            self._action("part", product_id=pump.id, lot_id=lot.id, quantity=1)
            for lot in (lots[1], lots[2])
        ]
        self._send(*self._work(), *parts, self._action("finish"))
        self.assertEqual(self.order.part_move_ids.move_line_ids.lot_id, lots[1:])
        self.assertEqual(self.visit._get_van_stock(self.van)[-1]["lot"], "P-1")

    def test_more_than_the_van_holds_is_refused_in_words(self):
        part = self._action("part", product_id=self.rail.id, quantity=6)
        (result,) = self._send(part)
        self.assertEqual(result["state"], "conflict")
        self.assertIn("Rail", result["message"])
        self.assertFalse(self.order.repair_ids)
        self.technician.aftersales_van_location_id = False
        (result,) = self._send(
            self._action("part", product_id=self.rail.id, quantity=1)
        )
        self.assertIn("Van Stock", result["message"])

    def test_answers_of_the_checklist_stand_on_the_visit(self):
        volt, remarks, meter = self._send_with_checklist()
        self.dispatch.with_user(self.technician_user).action_arrive()
        self.dispatch.arrived_at = self.dispatch.order_id.arrived_at = (
            "2026-03-02 01:30:00"
        )
        results = self._send(
            self._action("checklist", answers={str(volt.id): 228}),
            self._action("checklist", answers={str(remarks.id): "Clean"}),
            self._action("checklist", question=meter.id, file=PNG),
        )
        self.assertEqual(self._states(results), ["done"] * 3, results)
        data = {
            row["id"]: row["value"]
            for row in self.dispatch.with_user(
                self.technician_user
            )._get_checklist_data()
        }
        self.assertEqual(data[volt.id], 228)
        self.assertEqual(data[remarks.id], "Clean")
        self.assertTrue(data[meter.id])

    def test_price_money_and_help_reach_the_order(self):
        self.company.aftersales_cash_journal_id = self.env["account.journal"].create(
            {"name": "Cash on Site", "type": "cash", "code": "CSITE"}
        )
        self.env["aftersales.order.line"].create(
            {
                "order_id": self.order.id,
                "product_id": self.labour.id,
                "price_unit": 80.0,
                "coverage": "customer",
            }
        )
        payment = self._action("payment", amount=50, method="cash", memo="Travel")
        results = self._send(
            self._action("arrive"),
            self._action("price", name="Director Li"),
            payment,
            self._action("help", note="Which rail is it?"),
        )
        self.assertEqual(self._states(results), ["done"] * 4, results)
        self.assertEqual(self.order.price_confirmed_by, "Director Li")
        self.assertEqual(self.order.payment_ids.amount, 50)
        self.assertEqual(self.order.payment_ids.aftersales_request_key, payment["uuid"])
        self.assertEqual(self.order.help_note, "Which rail is it?")

    def test_card_tells_the_promise_and_the_route(self):
        self.order.sla_ids.unlink()
        self.env["aftersales.sla.policy"].create(
            {
                "name": "Promise",
                "sequence": -1,
                "target_ids": [Command.create({"milestone": "repair", "amount": 24})],
            }
        )
        self.order.action_recompute_sla()
        self.dispatch.route_sequence = 3
        card = self.visit._get_field_card({})
        self.assertTrue(card["deadline"])
        self.assertEqual(card["sequence"], 3)


@tagged("post_install", "-at_install")
class TestFieldDay(FieldCase, HttpCase):
    """The day as the phone gets it, and who gets it."""

    def _call(self, name, **params):
        params.setdefault("user_id", self.technician_user.id)
        return self.make_jsonrpc_request(f"/aftersales/visits/{name}", params)

    def test_the_day_holds_what_a_visit_without_network_needs(self):
        self.authenticate("test_technician", "test_technician")
        self.dispatch.scheduled_start = False
        earlier = self._create_order(received_at="2025-12-01 00:00:00")
        day = self._call("data")
        (card,) = day["visits"]
        self.assertEqual(card["customer"], "Haibin School")
        self.assertEqual(card["unit"]["serial"], "SN000001")
        self.assertEqual(card["unit"]["warranty_end"], "2027-12-31")
        self.assertEqual([row["name"] for row in card["history"]], [earlier.name])
        self.assertEqual(card["values"]["symptom_id"], self.symptom.id)
        self.assertTrue(card["needs_signature"])
        self.assertIn(self.cause.id, [code["id"] for code in day["codes"]["cause"]])
        self.assertEqual(
            [(row["name"], row["quantity"]) for row in day["stock"]], [("Rail", 5.0)]
        )
        self.assertTrue(day["has_employee"])

    def test_nobody_elses_visits_are_in_it(self):
        self.dispatch.scheduled_start = False
        self._create_user("technician", login="test_without_employee")
        self.authenticate("test_without_employee", "test_without_employee")
        user = self.env["res.users"].search([("login", "=", "test_without_employee")])
        day = self._call("data", user_id=user.id)
        self.assertFalse(day["visits"])
        self.assertFalse(day["has_employee"])

    def test_a_dispatcher_with_an_employee_file_gets_his_own_visits_only(self):
        self.dispatch.scheduled_start = False
        self.env["hr.employee"].create(
            {"name": "Li Diaodu", "user_id": self.dispatcher.id}
        )
        self.authenticate("test_dispatcher", "test_dispatcher")
        day = self._call("data", user_id=self.dispatcher.id)
        self.assertFalse(day["visits"])

    def test_what_another_user_recorded_on_this_phone_is_not_taken(self):
        self._create_user("technician", login="test_second")
        self.authenticate("test_second", "test_second")
        arrive = self._action("arrive")
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._call("send", actions=[arrive], now=NOW)
        self.assertFalse(self._find(arrive))

    def test_a_queue_arrives_over_http_and_is_resolved_there(self):
        self.authenticate("test_technician", "test_technician")
        refused = self._action("finish", outcome="solved")
        (result,) = self._call("send", actions=[refused], now=NOW)
        self.assertEqual(result["state"], "conflict")
        self.assertEqual(len(self._call("data")["conflicts"]), 1)
        result = self._call(
            "resolve",
            uuid=refused["uuid"],
            step="retry",
            values={"work_done": "New rail."},
        )
        self.assertEqual(result["state"], "conflict")
        self.assertEqual(
            self._find(refused).payload["values"]["work_done"], "New rail."
        )
        result = self._call("resolve", uuid=refused["uuid"], step="discard")
        self.assertEqual(result["state"], "dismissed")
        self.assertFalse(self._call("data")["conflicts"])

    def test_the_pages_are_for_technicians_and_logged_in_people(self):
        self.authenticate(None, None)
        page = self.url_open("/aftersales/visits", allow_redirects=False)
        self.assertIn("/web/login", page.headers["Location"])
        self._create_user("inspector")
        self.authenticate("test_inspector", "test_inspector")
        self.assertEqual(self.url_open("/aftersales/visits").status_code, 404)
        inspector = self.env["res.users"].search([("login", "=", "test_inspector")])
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self._call("data", user_id=inspector.id)

    def test_the_service_worker_may_serve_the_pages_and_nothing_more(self):
        worker = self.url_open("/aftersales/visits/service-worker.js")
        self.assertEqual(worker.headers["Service-Worker-Allowed"], "/aftersales/visits")
        self.assertNotIn("import ", worker.text.replace("imports ", ""))
        manifest = self.url_open("/aftersales/visits/manifest.webmanifest").json()
        self.assertEqual(manifest["scope"], "/aftersales/visits")
        for icon in manifest["icons"]:
            self.assertEqual(self.url_open(icon["src"]).status_code, 200)

    def test_the_words_of_the_page_come_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.technician_user.lang = "zh_CN"
        self.authenticate("test_technician", "test_technician")
        page = self.url_open("/aftersales/visits").text
        address = page.split('"words": "')[1].split('"')[0]
        self.assertIn("/zh_CN/", address)
        web_words = {"zh_CN": {"messages": ({"id": "Finish", "string": "完成"},)}}
        with patch.dict(
            code_translations.web_translations,
            {("aftersales_service", lang): row for lang, row in web_words.items()},
        ):
            self.assertEqual(self.url_open(address).json(), {"Finish": "完成"})

    def test_many_visits_cost_no_more_queries_than_few(self):
        def create(count):
            partners = self.env["res.partner"].create(
                [{"name": f"Customer {index}"} for index in range(count)]
            )
            orders = self.env["aftersales.order"].create(
                [
                    {
                        "partner_id": partner.id,
                        "equipment_id": self._create_unit(serial=f"Q{partner.id}").id,
                        "symptom_id": self.symptom.id,
                    }
                    for partner in partners
                ]
            )
            dispatches = self.env["aftersales.dispatch"].create(
                [
                    {
                        "order_id": order.id,
                        "technician_ids": [Command.set(self.technician.ids)],
                    }
                    for order in orders
                ]
            )
            orders.action_accept()
            dispatches.action_send()

        self.visit.browse()._get_field_day()
        create(2)
        few = self._count_queries(self.visit.browse()._get_field_day)
        create(18)
        many = self._count_queries(self.visit.browse()._get_field_day)
        self.assertEqual(few, many)
