from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from ..common import AftersalesCase


class CareCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        cls.company.aftersales_service_manager_id = cls.manager
        cls.customer.email = "school@example.com"
        cls.template = cls.env.ref("aftersales_service.mail_template_care")
        # What else a database holds is not greeted here.
        cls.env["aftersales.equipment"].search([("id", "!=", cls.unit.id)]).write(
            {"active": False}
        )
        cls.Message = cls.env["aftersales.care.message"]

    def _create_plan(self, occasion, **vals):
        return (
            self.env["aftersales.care.plan"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Greetings",
                    "occasion": occasion,
                    "template_id": self.template.id,
                    "note": "All the best.",
                    "start_on": "2026-01-01",
                    **vals,
                }
            )
        )

    def _send(self, plan, day, hour="02:00:00"):
        with freeze_time(f"{day} {hour}"):
            plan.sudo()._send_batch(100)
        return self.Message.search([("plan_id", "=", plan.id)])


@tagged("post_install", "-at_install")
class TestCare(CareCase):
    """Customers hear from us without having called, once, and only who wants it."""

    def test_a_festival_is_greeted_once(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan("festival", date_ids=[(0, 0, festival)])
        self.assertFalse(self._send(plan, "2026-02-16"))
        message = self._send(plan, "2026-02-17")
        self.assertEqual(message.partner_id, self.customer)
        self.assertEqual(message.state, "sent")
        self.assertEqual(self._send(plan, "2026-02-18"), message)
        mail = self.env["mail.mail"].search(
            [("model", "=", message._name), ("res_id", "=", message.id)]
        )
        self.assertEqual(len(mail), 1)
        self.assertIn("Spring Festival", mail.subject)
        self.assertIn("All the best.", mail.body_html)
        self.assertIn(f"/aftersales/care/{self.customer.id}-", mail.body_html)
        self.assertIn("Greetings", self.customer.message_ids[0].body)

    def test_what_is_too_late_is_not_sent(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan("festival", date_ids=[(0, 0, festival)], grace_days=2)
        self.assertFalse(self._send(plan, "2026-02-20"))
        self.assertTrue(self._send(plan, "2026-02-19"))

    def test_a_warranty_that_ends_is_told_before(self):
        self.unit.warranty_end_date = "2026-06-30"
        second = self._create_unit(serial="SN2", warranty_end_date="2026-06-30")
        plan = self._create_plan("warranty", lead_days=30)
        self.assertFalse(self._send(plan, "2026-05-30"))
        message = self._send(plan, "2026-05-31")
        self.assertEqual(len(message), 1, "of both units at once")
        self.assertEqual(message.equipment_ids, self.unit | second)
        self.assertEqual(str(message.event_date), "2026-06-30")

    def test_maintenance_is_due_after_the_last_service(self):
        self.unit.delivery_date = "2025-01-10"
        plan = self._create_plan("maintenance", months=12)
        order = self._create_order()
        order.sudo().repaired_at = "2025-05-10 03:00:00"
        self.assertFalse(self._send(plan, "2026-01-10"))
        message = self._send(plan, "2026-05-10")
        self.assertEqual(message.equipment_ids, self.unit)
        order.sudo().repaired_at = "2026-05-20 03:00:00"
        self.assertEqual(len(self._send(plan, "2027-05-20")), 2, "and a year later")

    def test_an_anniversary_comes_every_year(self):
        self.unit.delivery_date = "2024-02-29"
        plan = self._create_plan("anniversary")
        self.assertFalse(self._send(plan, "2026-02-27"))
        self.assertEqual(len(self._send(plan, "2026-02-28")), 1)
        self.assertEqual(len(self._send(plan, "2026-03-03")), 1)
        self.assertEqual(len(self._send(plan, "2027-03-01")), 2)

    def test_who_does_not_want_it_is_left_alone(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan("festival", date_ids=[(0, 0, festival)])
        self.customer.aftersales_no_care = True
        self.assertFalse(self._send(plan, "2026-02-17"))
        self.customer.aftersales_no_care = False
        self.env["mail.blacklist"]._add("school@example.com")
        message = self._send(plan, "2026-02-17")
        self.assertEqual((message.state, message.reason), ("skipped", "blacklisted"))
        self.assertEqual(plan.skipped_count, 1)

    def test_one_without_an_address_is_noted(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan("festival", date_ids=[(0, 0, festival)])
        self.customer.email = False
        self.assertEqual(self._send(plan, "2026-02-17").reason, "no_email")

    def test_a_clerk_can_call_instead(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan(
            "festival",
            date_ids=[(0, 0, festival)],
            channel="activity",
            user_id=self.dispatcher.id,
        )
        self._send(plan, "2026-02-17")
        self.assertEqual(self.customer.activity_ids.user_id, self.dispatcher)
        self.assertIn("All the best.", self.customer.activity_ids.note)

    def test_a_killed_run_goes_on_behind_its_last_batch(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan("festival", date_ids=[(0, 0, festival)]).sudo()
        for number in range(3):
            partner = self.env["res.partner"].create({"name": f"P{number}"})
            self._create_unit(serial=f"X{number}", partner_id=partner.id)
        with freeze_time("2026-02-17 02:00:00"):
            self.assertEqual(plan._send_batch(3), 3)
            self.assertEqual(plan._send_batch(3), 1)
            self.assertEqual(plan._send_batch(3), 0)
        self.assertEqual(len(self.Message.search([("plan_id", "=", plan.id)])), 4)

    def test_festivals_are_the_public_holidays(self):
        self.company.country_id = self.env.ref("base.cn")
        plan = self._create_plan("festival")
        with freeze_time("2025-01-01 02:00:00"):
            plan.action_load_festivals()
            plan.action_load_festivals()
        dates = plan.date_ids.mapped("date")
        self.assertGreater(len(dates), 4)
        self.assertEqual(len(dates), len(set(dates)))

    def test_the_log_is_nobody_s_to_change(self):
        festival = {"name": "Spring Festival", "date": "2026-02-17"}
        plan = self._create_plan("festival", date_ids=[(0, 0, festival)])
        message = self._send(plan, "2026-02-17")
        with self.assertRaises(AccessError):
            message.with_user(self.manager).write({"state": "skipped"})
        with self.assertRaises(AccessError):
            plan.with_user(self.dispatcher).action_send_now()
        with self.assertRaises(AccessError):
            self.Message.with_user(self.technician_user).search([])

    def test_sending_costs_the_same_for_many(self):
        festivals = [
            (0, 0, {"name": "One", "date": "2026-02-17"}),
            (0, 0, {"name": "Two", "date": "2026-03-17"}),
        ]
        plan = self._create_plan(
            "festival", date_ids=festivals, channel="activity", grace_days=0
        ).sudo()

        def send(number, day):
            for index in range(number):
                partner = self.env["res.partner"].create({"name": f"P{index}"})
                self._create_unit(serial=f"{day}{index}", partner_id=partner.id)
            with freeze_time(f"{day} 02:00:00"):
                return self._count_queries(lambda: plan._send_batch(100))

        few = send(2, "2026-02-17")
        self.assertLessEqual(send(20, "2026-03-17"), few)


@tagged("post_install", "-at_install")
class TestCarePage(CareCase, HttpCase):
    def _get_form(self, url):
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        return page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    def test_the_link_lets_the_customer_choose(self):
        url = f"/aftersales/care/{self.customer._get_care_token()}"
        token = self._get_form(url)
        self.assertFalse(self.customer.aftersales_no_care, "looking changes nothing")
        self.url_open(url, data={"csrf_token": token, "wanted": "no"})
        self.assertTrue(self.customer.aftersales_no_care)
        self.url_open(url, data={"csrf_token": token, "wanted": "yes"})
        self.assertFalse(self.customer.aftersales_no_care)

    def test_a_link_of_somebody_else_opens_nothing(self):
        other = self.env["res.partner"].create({"name": "Other"})
        signature = self.customer._get_care_token().split("-")[1]
        for token in (f"{other.id}-{signature}", "1", "-", f"{'9' * 30}-x"):
            page = self.url_open(f"/aftersales/care/{token}")
            self.assertEqual(page.status_code, 404, token)
