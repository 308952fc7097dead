from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from ..common import AftersalesCase
from ..rules import rule

PAGE = "/aftersales/outlets"


@tagged("post_install", "-at_install")
class TestOutletFinder(AftersalesCase, HttpCase):
    """Anybody finds an outlet; nobody learns more of it than what is public."""

    browser_size = "390x844"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["aftersales.outlet"].search([]).is_published = False
        cls.shandong = cls.env.ref("base.state_cn_SD")
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Shop",
                "tz": "Asia/Shanghai",
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": f"{day}",
                            "dayofweek": f"{day}",
                            "hour_from": 8.5,
                            "hour_to": 17,
                        },
                    )
                    for day in range(6)
                ],
            }
        )
        cls.qingdao = cls._open(cls.outlet, "Qingdao", "266000", (36.16, 120.42))
        cls.jinan = cls._open(
            cls._create_outlet(
                name="Jinan Branch",
                code="SECRET-JN",
                cities="Jinan, Taian",
                zip_prefixes="2500",
            ),
            "Jinan",
            "250000",
            (36.66, 117.05),
        )
        cls.jinan.order_type_ids = cls.type_installation

    @classmethod
    def _open(cls, outlet, city, zip_code, point):
        outlet.partner_id = cls.env["res.partner"].create(
            {
                "name": outlet.name,
                "street": "1 Harbour Road",
                "city": city,
                "zip": zip_code,
                "state_id": cls.shandong.id,
                "phone": "0532-8888 6600",
                "email": "secret@example.com",
                "partner_latitude": point[0],
                "partner_longitude": point[1],
            }
        )
        outlet.calendar_id = cls.calendar
        outlet.is_published = True
        return outlet

    def _get(self, status=200, **asked):
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        response = self.url_open(f"{PAGE}?{query}")
        self.assertEqual(response.status_code, status)
        return response.text

    def _names(self, **asked):
        html = self._get(**asked)
        names = ("Qingdao Branch", "Jinan Branch")
        found = [name for name in names if f">{name}<" in html]
        return sorted(found, key=html.index)

    @rule("R146", "R147", "R152", "R153")
    def test_all_published_outlets_are_there_without_login(self):
        html = self._get()
        for expected in (
            *("Qingdao Branch", "Jinan Branch", "1 Harbour Road", "Jinan, Taian"),
            *("tel:053288886600", "Mon–Sat 08:30–17:00", self.type_installation.name),
        ):
            self.assertIn(expected, html)
        for hidden in ("secret@example.com", "SECRET-JN", "Wang Gong"):
            self.assertNotIn(hidden, html)

    def test_only_active_and_published_ones_are_shown(self):
        self.jinan.is_published = False
        self.assertEqual(self._names(), ["Qingdao Branch"])
        self.jinan.is_published = True
        self.jinan.action_suspend()
        self.assertEqual(self._names(), ["Qingdao Branch"])

    def test_by_city_zip_and_province_without_javascript(self):
        self.assertEqual(self._names(place="Taian"), ["Jinan Branch"])
        self.assertEqual(self._names(place="qing"), ["Qingdao Branch"])
        self.assertEqual(self._names(place="250014"), ["Jinan Branch"])
        self.assertEqual(self._names(place="Lhasa"), [])
        self.assertEqual(len(self._names(state=self.shandong.id)), 2)
        beijing = self.env.ref("base.state_cn_BJ")
        self.assertEqual(self._names(state=beijing.id), [])

    def test_by_service(self):
        self.assertEqual(self._names(type=self.type_repair.id), ["Qingdao Branch"])
        self.assertEqual(len(self._names(type=self.type_installation.id)), 2)

    def test_the_nearest_comes_first(self):
        html = self._get(lat=36.65, lon=117.12)
        self.assertLess(html.index("Jinan Branch"), html.index("Qingdao Branch"))
        self.assertIn("6 km", html)

    def test_what_makes_no_sense_is_not_asked(self):
        for asked in (
            {"lat": "x", "lon": "1"},
            {"lat": "nan", "lon": "nan"},
            {"lat": "91", "lon": "0"},
            {"state": "-1"},
            {"type": "9" * 30},
            {"place": "%27%22%3Cscript%3E" * 20},
        ):
            html = self._get(**asked)
            self.assertNotIn("'\"<script>", html)

    def test_who_is_open_now(self):
        company = self.company
        Outlet = self.env["aftersales.outlet"]
        query = type("Query", (), {"state": None, "type": None, "open_now": True})
        for moment, is_open in (
            ("2026-03-02 00:31:00", True),  # Monday, 08:31 there
            ("2026-03-02 09:00:00", False),  # 17:00
            ("2026-03-01 02:00:00", False),  # Sunday
        ):
            with freeze_time(moment):
                found = Outlet.search(Outlet.sudo()._get_query_domain(company, query))
                self.assertEqual(self.jinan in found, is_open, moment)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-01 16:00:00",
                "date_to": "2026-03-02 16:00:00",
            }
        )
        with freeze_time("2026-03-02 01:00:00"):
            self.assertFalse(self.calendar._get_open_at(self.env.cr.now()))

    def test_other_companies_have_a_list_of_their_own(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        theirs = self._create_outlet(name="Theirs", company_id=company.id)
        theirs.is_published = True
        self.assertNotIn("Theirs", self._get())
        html = self.url_open(f"{PAGE}/{company.id}").text
        self.assertIn("Theirs", html)
        self.assertNotIn("Qingdao Branch", html)
        self.assertEqual(self.url_open(f"{PAGE}/999999999").status_code, 404)

    def test_visits_are_counted(self):
        self.env["ir.config_parameter"].set_param(
            "aftersales_service.public_pages_per_minute", "2"
        )
        for _visit in range(2):
            self._get()
        self.assertEqual(self.url_open(PAGE).status_code, 429)

    def test_a_long_list_has_pages(self):
        self.env["ir.config_parameter"].set_param(
            "aftersales_service.public_pages_per_minute", "0"
        )
        outlets = self.env["aftersales.outlet"].create(
            [{"name": f"Shop {n:02d}", "is_published": True} for n in range(30)]
        )
        outlets.action_approve()
        outlets.action_activate()
        first, second = self._get(), self.url_open(f"{PAGE}/page/2").text
        self.assertIn("Shop 00", first)
        self.assertNotIn("Shop 29", first)
        self.assertIn("Shop 29", second)

    def test_a_page_costs_the_same_for_many_outlets(self):
        Outlet = self.env["aftersales.outlet"]
        query = Outlet._find_public.__globals__["outlet_finder"].Query(place="Qingdao")

        def find():
            return Outlet._find_public(self.company, query)

        find()
        few = self._count_queries(find)
        partner = self.qingdao.partner_id
        outlets = Outlet.create(
            [
                {
                    "name": f"Qingdao {n}",
                    "is_published": True,
                    "partner_id": partner.copy().id,
                    "calendar_id": self.calendar.id,
                }
                for n in range(19)
            ]
        )
        outlets.action_approve()
        outlets.action_activate()
        self.assertEqual(find()["total"], 20)
        self.assertEqual(self._count_queries(find), few)

    def test_the_list_on_paper(self):
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "aftersales_service.action_report_outlets", self.company.ids
            )[0]
            .decode()
        )
        for expected in ("Jinan Branch", "1 Harbour Road", "0532-8888 6600"):
            self.assertIn(expected, html)
        self.assertNotIn("secret@example.com", html)

    def test_anybody_prints_the_list(self):
        response = self.url_open(f"{PAGE}.pdf")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")

    def test_on_a_phone(self):
        self.start_tour(PAGE, "aftersales_outlet_finder")
