from datetime import date
from io import BytesIO

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..rules import rule
from .common import ComplaintCase

MAY = (date(2031, 5, 1), date(2031, 5, 31))


@tagged("post_install", "-at_install")
class TestComplaintFigures(ComplaintCase):
    """Figures of the standard (E 11-14, 23, 29) and the monthly report."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _value(self, code, by=None, key=False, period=MAY):
        definition = self.env.ref(f"aftersales_service.kpi_{code}")
        figure = definition._measure(*period, by).get(key)
        return figure and figure.value

    def _create_orders(self, count, **vals):
        for number in range(count):
            self._create_order(
                received_at=f"2031-05-{number + 1:02} 01:00:00",
                equipment_id=False,
                product_id=self.product.id,
                outlet_id=self.outlet.id,
                **vals,
            )

    def _complain(self, received, answered=None, resolved=False, **vals):
        """A complaint of somebody who has not complained before."""
        vals.setdefault("partner_id", self.customer.copy({"phone": False}).id)
        complaint = self._register(received_at=f"2031-{received} 01:00:00", **vals)
        if answered:
            with freeze_time(f"2031-{answered} 01:00:00"):
                self._propose(self._assess(complaint))
        if resolved:
            with freeze_time(f"2031-{answered} 02:00:00"):
                complaint = complaint.with_user(complaint.user_id)
                complaint.action_accept()
                complaint.action_resolve()
        return complaint

    # -- the standard's figures -------------------------------------------------------

    @rule("R261")
    def test_the_rate_counts_against_what_the_company_says(self):
        self._create_orders(4)
        self._complain("05-10")
        self._complain("05-31", title="Late in the month")
        self._complain("06-01", title="Next month")
        registered_by_mistake = self._complain("05-11", title="A call for service")
        registered_by_mistake.with_user(self.service_manager)._cancel("No complaint")
        self.assertEqual(self._value("complaint_rate"), 50.0)
        outlet = self.outlet.id
        self.assertEqual(self._value("complaint_rate", "outlet", outlet), 50.0)
        self.company.aftersales_complaint_base = "product"
        self.assertIsNone(self._value("complaint_rate"))
        for number in range(5):
            self._create_unit(serial=f"SOLD{number}", delivery_date="2031-05-20")
        self.assertEqual(self._value("complaint_rate"), 40.0)
        # Units belong to no outlet: no rate of an outlet.
        self.assertIsNone(self._value("complaint_rate", "outlet", outlet))
        self.company.aftersales_complaint_base = "visit"
        self.assertIsNone(self._value("complaint_rate"))

    @rule("R249", "R250")
    def test_timely_is_what_was_answered_by_the_last_moment(self):
        in_time = self._complain("05-02", answered="05-17")
        late = self._complain("05-02", answered="05-18", title="Another matter")
        silent = self._complain("05-02", title="A third matter")
        gone = self._complain("05-02", title="A fourth matter")
        gone.with_user(gone.user_id)._withdraw("He takes it back")
        self._complain("05-20", answered="05-21", title="Due in June")
        self.assertEqual(str(in_time.answer_deadline), "2031-05-17 01:00:00")
        self.assertTrue(in_time.is_in_time)
        self.assertFalse(late.is_in_time or silent.is_in_time)
        self.assertAlmostEqual(self._value("complaint_in_time"), 100 / 3)

    @rule("R262")
    def test_resolution_is_what_was_solved_of_what_came_in(self):
        self._complain("05-02", answered="05-03", resolved=True)
        self._complain("05-03", title="Another matter")
        self.assertEqual(self._value("complaint_resolution"), 50.0)
        self.assertIsNone(
            self._value(
                "complaint_resolution", period=(date(2033, 1, 1), date(2033, 1, 31))
            )
        )

    @rule("R263")
    def test_satisfaction_is_of_those_who_said_something(self):
        for title, mark in (("A", "5"), ("B", "4"), ("C", "3"), ("D", False)):
            complaint = self._complain(
                "05-02", answered="05-03", resolved=True, title=title
            )
            with freeze_time("2031-05-06 01:00:00"):
                complaint._feed_back("phone", "Told.", mark)
        self.assertAlmostEqual(self._value("complaint_satisfaction"), 200 / 3)

    @rule("R029", "R264")
    def test_major_ones_lawsuits_and_accidents_are_counted(self):
        court = self.env["aftersales.complaint.criterion"].search(
            [("is_lawsuit", "=", True)], limit=1
        )
        self._complain("05-02", criterion_ids=[(6, 0, self.injury.ids)])
        self._complain("05-03", title="Court", criterion_ids=[(6, 0, court.ids)])
        self._complain("05-04", title="Nothing much")
        self.assertEqual(self._value("major_complaints"), 2)
        self.assertEqual(self._value("quality_lawsuits"), 1)
        self.assertEqual(self._value("quality_accidents"), 1)

    def test_installations_have_a_rate_of_their_own(self):
        installation = self._create_order(
            type_id=self.type_installation.id,
            received_at="2031-05-02 01:00:00",
            repaired_at="2031-05-06 01:00:00",
            outlet_id=self.outlet.id,
        )
        self._complain("05-10", order_id=installation.id)
        self._complain("05-10", title="Not about it")
        self.assertEqual(self._value("installation_complaints"), 100.0)

    def test_what_is_opened_is_what_was_counted(self):
        complaint = self._complain("05-02")
        action = self.env.ref(
            "aftersales_service.kpi_complaint_resolution"
        )._get_source_action(*MAY)
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, complaint)

    # -- the report -------------------------------------------------------------------

    def _month(self, user=None):
        Month = self.env["aftersales.complaint.month"].with_user(
            user or self.dispatcher
        )
        return Month.create({"day": "2031-05-20"})

    def test_a_month_as_groups_and_as_a_course(self):
        self._complain("05-02", answered="05-03", resolved=True)
        self._complain("05-03", title="Another", answered="05-30")
        self._complain("04-03", title="In April")
        month = self._month()
        with freeze_time("2031-06-02"):
            _levels, categories, *_more = month._get_groups()
            months = month._get_months()
        rows = categories["rows"]
        self.assertEqual([row["count"] for row in rows], [2])
        in_time, solved, content, *_rest = rows[0]["rates"]
        self.assertEqual((in_time, solved, content), (50.0, 50.0, None))
        self.assertEqual(
            [(row["label"], row["count"]) for row in months],
            [("2031-04", 1), ("2031-05", 2)],
        )

    def test_the_report_costs_the_same_for_many_complaints(self):
        def read():
            month = self._month()
            return self._count_queries(month._get_groups)

        self._complain("05-02")
        read()
        few = read()
        for number in range(18):
            self._complain("05-03", title=f"Matter {number}")
        self.assertEqual(read(), few)

    def test_the_page_prints_and_the_sheet_holds_the_complaints(self):
        complaint = self._complain(
            "05-02", criterion_ids=[(6, 0, self.injury.ids)], title="Hand in the door"
        )
        month = self._month(self.service_manager)
        report = self.env["ir.actions.report"].with_user(self.service_manager)
        html = report._render_qweb_html(
            "aftersales_service.report_complaint_month", month.ids
        )[0].decode()
        for words in ("Hand in the door", complaint.name, "May 2031"):
            self.assertIn(words, html)
        file = BytesIO()
        self.assertEqual(month._write_workbook(file), 1)
        self.assertTrue(file.getvalue().startswith(b"PK"))
        self.assertEqual(month._get_file_name(), "complaints_2031-05.xlsx")

    def test_outlets_analyse_their_own_and_nobody_those_about_himself(self):
        mine = self._complain("05-02")
        other = self._create_outlet(name="Yantai Branch", cities="Yantai")
        theirs = self._complain("05-03", outlet_id=other.id, title="Theirs")
        desk = self.env["hr.employee"].create(
            {"name": "Desk", "user_id": self.dispatcher.id}
        )
        about = self._complain(
            "05-04", title="Rude", respondent_employee_ids=[(6, 0, desk.ids)]
        )
        seen = {}
        for user in (self.outlet_manager, self.dispatcher, self.inspector):
            Report = self.env["aftersales.complaint.report"].with_user(user)
            rows = Report.search([("complaint_id", "in", (mine + theirs + about).ids)])
            seen[user] = rows.complaint_id.sudo(False).with_env(self.env)
        self.assertEqual(seen[self.outlet_manager], mine + about)
        self.assertEqual(seen[self.dispatcher], mine + theirs)
        self.assertEqual(seen[self.inspector], mine + theirs + about)
        with self.assertRaises(AccessError):
            self._month(self.technician_user)
