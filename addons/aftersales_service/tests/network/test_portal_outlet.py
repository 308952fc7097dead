import base64
import io
import re

from odoo import Command
from odoo.tests import tagged

from ..rules import rule
from .portal_common import GIF, OutletPortalCase

PNG = OutletPortalCase.FINISH_VALS["signature"]


@tagged("post_install", "-at_install")
class TestPortalOutlet(OutletPortalCase):
    """An outlet works without a licence: from the new job to the signed slip."""

    def test_home_counts_the_outlet_s_open_jobs(self):
        self.assertIn("/my/outlet", self._get_page("/my/home"))
        counts = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["outlet_job_count"]}
        )
        self.assertEqual(counts["outlet_job_count"], 1)

    def test_overview_and_list_show_own_jobs_only(self):
        for url in ("/my/outlet", "/my/outlet/jobs?filterby=new", "/my/outlet/jobs"):
            page = self._get_page(url)
            self.assertIn(self.job.name, page)
            self.assertNotIn(self.foreign.name, page)

    def test_list_is_searched_filtered_and_survives_odd_arguments(self):
        page = self._get_page(f"/my/outlet/jobs?search={self.job.serial}")
        self.assertIn(self.job.name, page)
        page = self._get_page("/my/outlet/jobs?filterby=closed&sortby=x&page=9")
        self.assertNotIn(self.job.name, page)
        for key in ("today", "late", "parts", "all", "no"):
            self._get_page(f"/my/outlet/jobs?filterby={key}&sortby=date")

    def test_a_job_shows_what_the_outlet_needs(self):
        page = self._get_page(f"/my/outlet/jobs/{self.job.id}")
        for expected in ("13800000001", "Lake Road 5", self.job.serial, "until"):
            self.assertIn(expected, page)
        self.assertIn("The &lt;b&gt;drawer&lt;/b&gt; sticks", page)

    def test_accepting_takes_the_job_and_names_who_did_it(self):
        self._send_job("accept")
        self.assertTrue(self.job.outlet_accepted_at)
        self.assertEqual(self.job.state, "accepted")
        authors = self.job.message_ids.author_id
        self.assertIn(self.portal_user.partner_id, authors)

    def test_a_double_click_accepts_once(self):
        url = f"/my/outlet/jobs/{self.job.id}"
        hidden = self._read_form(self._get_page(url), f"{url}/accept")
        for _click in range(2):
            page = self.url_open(f"{url}/accept", data=hidden).text
            self.assertNotIn("outlet_error", page)
        entries = self.env["aftersales.outlet.entry"].search(
            [("order_id", "=", self.job.id)]
        )
        self.assertEqual(entries.mapped("step"), ["accept"])

    def test_rejecting_takes_the_job_back_to_the_dispatcher(self):
        page = self._send_job("reject", reason=" ").text
        self.assertIn("Tell the dispatcher why", page)
        self._send_job("reject", reason="No <i>crane</i>")
        self.assertFalse(self.job.outlet_id)
        activity = self.job.activity_ids
        self.assertEqual(activity.user_id, self.dispatcher)
        self.assertIn("No &lt;i&gt;crane&lt;/i&gt;", activity.note)
        response = self.url_open(f"/my/outlet/jobs/{self.job.id}")
        self.assertEqual(response.status_code, 404, "not its job any more")

    def test_an_appointment_sends_the_outlet_s_own_technician(self):
        visit = self._accept_and_appoint()
        self.assertRecordValues(
            visit,
            [
                {
                    "outlet_id": self.partner_outlet.id,
                    "technician_ids": self.helper.ids,
                    "state": "accepted",
                }
            ],
        )
        self.assertEqual(str(visit.scheduled_start), "2026-03-03 02:00:00")
        self.assertEqual(self.job.state, "dispatched")
        self.assertEqual(self.job.technician_id, self.helper)

    def test_a_technician_of_another_outlet_is_refused(self):
        self._send_job("accept")
        page = self._send_job(
            "appoint",
            start="2026-03-03T10:00",
            end="2026-03-03T12:00",
            technician_ids=self.stranger.id,
        ).text
        self.assertIn("Choose technicians of", page)
        self.assertFalse(self.job.dispatch_ids)

    def test_a_refused_appointment_keeps_what_was_typed(self):
        self._send_job("accept")
        page = self._send_job(
            "appoint",
            start="2026-03-03T12:00",
            end="2026-03-03T10:00",
            technician_ids=self.helper.id,
        ).text
        self.assertIn("outlet_error", page)
        self.assertIn('value="2026-03-03T12:00"', page)

    @rule("R063", "R064", "R071")
    def test_the_visit_is_recorded_signed_and_finished(self):
        visit = self._accept_and_appoint()
        self._send_visit("depart")
        self._send_visit("arrive")
        self.assertEqual(self.job.state, "on_site")
        record = {
            "symptom_id": self.symptom.id,
            "cause_id": self.cause.id,
            "work_done": "Rail replaced",
            "outcome": "solved",
            "opinion": "satisfied",
            "opinion_note": "Quick",
            "briefing_given": "1",
        }
        page = self._send_visit("finish").text
        self.assertIn("outlet_error", page, "nothing is written down yet")
        self._send_visit("record", **record)
        sign = f"/my/outlet/visits/{visit.id}/sign"
        answer = self.make_jsonrpc_request(sign, {"name": "Li", "signature": "x"})
        self.assertIn("error", answer)
        answer = self.make_jsonrpc_request(sign, {"name": "Li", "signature": PNG})
        self.assertTrue(answer["force_refresh"])
        page = self._send_visit("record", **{**record, "opinion": "very_satisfied"})
        self.assertIn("has signed for what stands here", page.text)
        self.assertEqual(visit.opinion, "satisfied")
        self._send_visit("finish")
        self.assertRecordValues(
            visit,
            [{"state": "finished", "signed_by": "Li", "opinion_note": "Quick"}],
        )
        self.assertEqual(self.job.state, "signed")
        self.assertEqual(self.job.cause_id, self.cause)
        slip = f"/my/outlet/jobs/{self.job.id}/slip/{visit.id}"
        self.assertIn(visit.name, self._get_page(slip))

    def test_a_discarded_signature_lets_the_slip_be_corrected(self):
        visit = self._accept_and_appoint()
        visit.action_arrive()
        visit.write({"work_done": "Wrong", "opinion": "neutral"})
        self._as_portal(visit)._outlet_sign("Li", PNG)
        self._send_visit("unsign")
        self.assertFalse(visit.signature)
        self._send_visit("record", work_done="Right", opinion="satisfied")
        self.assertEqual(visit.work_done, "Right")

    def test_a_reason_stands_for_the_signature(self):
        visit = self._accept_and_appoint()
        self._send_visit("arrive")
        self._send_visit(
            "record", cause_id=self.cause.id, work_done="Rail", outcome="solved"
        )
        self._send_visit("finish", refused_reason="In a hurry")
        self.assertEqual(visit.state, "finished")
        self.assertEqual(visit.signature_refused_reason, "In a hurry")

    def test_photos_and_receipts_belong_to_the_visit(self):
        visit = self._accept_and_appoint()
        self._send_visit("arrive")
        self._send_visit(
            "photo",
            files=[("photos", ("a.gif", io.BytesIO(GIF), "image/gif"))],
            moment="before",
        )
        self.assertEqual(visit.photo_before_ids.name, "a.gif")
        page = self._get_page(f"/my/outlet/jobs/{self.job.id}")
        token = visit.photo_before_ids.access_token
        self.assertIn(f"access_token={token}", page)
        self._send_visit(
            "receipt", description="Drawer", condition="Bent", due_date="2026-03-09"
        )
        receipt = visit.receipt_ids
        self.assertEqual(receipt.taken_by_id, self.helper)
        url = f"/my/outlet/jobs/{self.job.id}/receipt/{receipt.id}"
        self.assertIn(receipt.name, self._get_page(url))

    @rule("R147")
    def test_parts_come_from_the_outlet_s_own_stock(self):
        rail = self.env["product.product"].create(
            {"name": "Rail", "type": "consu", "is_storable": True}
        )
        warehouse = self.env["stock.warehouse"].create(
            {"name": "Xiamen", "code": "XMW"}
        )
        self.partner_outlet.warehouse_id = warehouse
        self.env["stock.quant"]._update_available_quantity(
            rail, warehouse.lot_stock_id, 3
        )
        visit = self._accept_and_appoint()
        self._send_visit("arrive")
        self.assertIn("Rail", self._get_page("/my/outlet/parts"))
        page = self._send_visit("part", part=f"{rail.id}-0", quantity="9").text
        self.assertIn("outlet_error", page)
        page = self._send_visit("part", part=f"{self.product.id}-0", quantity="1").text
        self.assertIn("Choose a part that lies in your stock.", page)
        self._send_visit("part", part=f"{rail.id}-0", quantity="2")
        move = self.job.repair_ids.move_ids
        self.assertRecordValues(
            move,
            [
                {
                    "product_id": rail.id,
                    "product_uom_qty": 2,
                    "location_id": warehouse.lot_stock_id.id,
                }
            ],
        )
        self._send_visit(
            "record", cause_id=self.cause.id, work_done="Rail", outcome="solved"
        )
        self._send_visit("finish", refused_reason="In a hurry")
        self.assertEqual(visit.state, "finished")
        self.assertEqual(move.state, "done")

    def test_the_checklist_is_answered(self):
        checklist = self.env["aftersales.checklist"].create(
            {
                "name": "Visit",
                "code": "visit",
                "order_type_ids": self.type_repair.ids,
                "product_ids": self.product.ids,
                "question_ids": [Command.create({"name": "Volt?", "kind": "number"})],
            }
        )
        checklist.action_publish()
        visit = self._accept_and_appoint()
        self.assertEqual(visit.checklist_id, checklist)
        self._send_visit("arrive")
        self._send_visit("answer", **{f"question_{checklist.question_ids.id}": "230"})
        self.assertEqual(visit.answer_ids.value_number, 230)

    def test_a_job_waits_for_parts_and_goes_on(self):
        self._send_job("accept")
        self._send_job("wait", waiting_reason="parts")
        self.assertEqual(self.job.state, "waiting")
        page = self._get_page("/my/outlet/jobs?filterby=parts")
        self.assertIn(self.job.name, page)
        self._send_job("resume")
        self.assertEqual(self.job.state, "accepted")

    @rule("R149")
    def test_the_company_s_rules_of_conduct_stand_with_the_visit(self):
        self.company.aftersales_conduct_note = "Never quarrel with a customer."
        self._accept_and_appoint()
        page = self._get_page(f"/my/outlet/jobs/{self.job.id}")
        self.assertIn("Never quarrel with a customer.", page)

    @rule("R157")
    def test_head_office_helps_with_what_is_hard(self):
        self._send_job("accept")
        self._send_job("help", note="Which hinge fits?")
        self.assertTrue(self.job.is_help_open)
        self.assertEqual(self.job.help_user_id, self.portal_user)
        self.assertIn("Which hinge fits?", self.job.activity_ids.mapped("note")[0])
        self.job.with_user(self.dispatcher)._answer_help("The left one.")
        page = self._get_page(f"/my/outlet/jobs/{self.job.id}")
        self.assertIn("The left one.", page)

    def test_the_unit_is_named_by_the_customer_s_own_serial_only(self):
        self.job.equipment_id = False
        self._send_job("accept")
        page = self._send_job("unit", serial=self.foreign.serial).text
        self.assertIn("No unit", page)
        serial = f"SN-{self.partner_outlet.id}-{self.job.partner_id.id}"
        self._send_job("unit", serial=serial)
        self.assertEqual(self.job.equipment_id.serial, serial)

    # -- entries --------------------------------------------------------------------

    def _enter(self, **values):
        page = self._get_page("/my/outlet/new")
        hidden = dict(
            re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        )
        return self.url_open(
            "/my/outlet/new",
            data={
                **hidden,
                "phone": "13700000003",
                "contact_name": "Ms Wang",
                "street": "Sea Road 1",
                "city": "Xiamen",
                "type_id": self.type_repair.id,
                "description": "Door jams",
                **values,
            },
            timeout=60,
        )

    def _get_entered(self):
        return self.env["aftersales.order"].search([("channel", "=", "outlet")])

    @rule("R148")
    def test_an_outlet_enters_an_order_of_a_new_customer(self):
        response = self._enter(state="closed", outlet_id=self.other_outlet.id)
        order = self._get_entered()
        self.assertRecordValues(
            order,
            [
                {
                    "outlet_id": self.partner_outlet.id,
                    "state": "accepted",
                    "phone": "13700000003",
                    "user_id": False,
                }
            ],
        )
        self.assertEqual(order.partner_id.city, "Xiamen")
        self.assertTrue(order.outlet_accepted_at)
        self.assertIn(f"/my/outlet/jobs/{order.id}", response.url)

    def test_a_number_names_only_customers_the_outlet_serves(self):
        self._enter(phone="+86 138 0000 0001")
        self.assertEqual(self._get_entered().partner_id, self.job.partner_id)
        self._enter(phone="13900000002", contact_name="Somebody")
        order = self._get_entered()[:1]
        self.assertNotEqual(order.partner_id, self.foreign.partner_id)
        self.assertEqual(order.partner_id.name, "Somebody")

    def test_a_serial_of_another_customer_stays_a_word(self):
        self._enter(serial=self.foreign.serial)
        order = self._get_entered()
        self.assertFalse(order.equipment_id)
        self.assertEqual(order.serial, self.foreign.serial)
        self.assertFalse(order.product_id)

    def test_an_incomplete_order_names_what_is_missing(self):
        page = self._enter(phone="", description="", type_id="0").text
        for expected in ("phone number", "what is wrong", "what the customer needs"):
            self.assertIn(expected, page)
        self.assertFalse(self._get_entered())

    # -- technicians ----------------------------------------------------------------

    def test_head_office_puts_a_requested_technician_on_file(self):
        url = f"/my/outlet/technicians/{self.partner_outlet.id}"
        page = self._get_page("/my/outlet/technicians")
        self.assertIn("Wu Bin", page)
        self.assertNotIn("Zhou Tao", page)
        form = page[page.index("<details") :]
        response = self.url_open(
            url, data={**self._read_form(form, url), "name": "Lin Gong"}
        )
        self.assertIn("has been told", response.text)
        asked = self.env["aftersales.technician.request"].search([])
        manager = self.outlet.manager_id
        self.assertEqual(asked.activity_ids.user_id, manager)
        self.assertEqual(asked.user_id, self.portal_user)
        asked.with_user(manager).action_approve()
        self.assertIn("Lin Gong", self.partner_outlet.technician_ids.mapped("name"))
        self.assertFalse(asked.employee_id.user_id)
        self.assertFalse(asked.activity_ids)

    def test_a_technician_who_left_is_taken_off_the_list(self):
        url = f"/my/outlet/technicians/{self.partner_outlet.id}"
        self._send("/my/outlet/technicians", url, employee_id=self.helper.id)
        asked = self.env["aftersales.technician.request"].search([])
        self.assertEqual((asked.kind, asked.name), ("leave", "Wu Bin"))
        asked.with_user(self.outlet.manager_id).action_approve()
        self.assertFalse(self.partner_outlet.technician_ids)

    def test_a_request_is_refused_with_a_reason_and_by_head_office_only(self):
        asked = self.env["aftersales.technician.request"].create(
            {"outlet_id": self.partner_outlet.id, "name": "Lin Gong"}
        )
        with self.assertRaisesRegex(Exception, "is for: "):
            asked.with_user(self.dispatcher).sudo(False).action_approve()
        with self.assertRaisesRegex(Exception, "Refuse Reason"):
            asked.action_refuse()
        asked.refuse_reason = "No certificate"
        asked.action_refuse()
        self.assertEqual(asked.state, "refused")


@tagged("post_install", "-at_install")
class TestSeveralOutlets(OutletPortalCase):
    def test_who_works_for_two_outlets_chooses_one(self):
        self.other_outlet.user_ids = [Command.link(self.portal_user.id)]
        page = self._get_page("/my/outlet/jobs")
        self.assertIn(self.job.name, page)
        self.assertIn(self.foreign.name, page)
        self._get_page(f"/my/outlet/choose?outlet={self.other_outlet.id}")
        page = self._get_page("/my/outlet/jobs")
        self.assertNotIn(self.job.name, page)
        self.assertIn(self.foreign.name, page)
        self._get_page("/my/outlet/choose?outlet=")
        self.assertIn(self.job.name, self._get_page("/my/outlet/jobs"))

    def test_more_jobs_need_no_more_queries(self):
        def count():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._get_page("/my/outlet/jobs")
            return self.env.cr.sql_log_count - before

        self._create_job(self.partner_outlet)
        count()
        few = count()
        for _number in range(12):
            self._create_job(self.partner_outlet)
        self.assertLessEqual(count(), few + 4)

    def test_photos_that_are_none_are_refused(self):
        visit = self._accept_and_appoint()
        self._send_visit("arrive")
        svg = base64.b64encode(b"<svg/>")
        page = self._send_visit(
            "photo",
            files=[("photos", ("a.png", io.BytesIO(svg), "image/png"))],
            moment="before",
        ).text
        self.assertIn("is not a photo", page)
        self.assertFalse(visit.photo_before_ids)
