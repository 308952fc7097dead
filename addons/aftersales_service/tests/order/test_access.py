from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestAccess(AftersalesCase):
    """Who sees which orders, and who may change them (design.md §6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls._create_user("outlet_manager", login="test_chief")
        cls.clerk = cls._create_user("outlet_manager", login="test_clerk")
        cls.outlet.manager_id = cls.chief
        cls.child = cls._create_outlet(
            name="Child", cities="Yantai", parent_id=cls.outlet.id
        )
        cls.child.manager_id = cls.clerk
        cls.elsewhere = cls._create_outlet(name="Elsewhere", cities="Jinan")
        cls.users = {
            role: cls._create_user(role)
            for role in ("storekeeper", "finance", "inspector", "service_manager")
        }
        cls.users |= {
            "technician": cls.technician_user,
            "dispatcher": cls.dispatcher,
            "chief": cls.chief,
            "clerk": cls.clerk,
        }
        cls.orders = {
            "own": cls._create_order(technician_id=cls.technician.id),
            "outlet": cls._create_order(),
            "child": cls._create_order(outlet_id=cls.child.id),
            "elsewhere": cls._create_order(outlet_id=cls.elsewhere.id),
        }
        cls.visited = cls._create_order(outlet_id=cls.elsewhere.id)
        cls.visit = cls._create_dispatch(cls.visited)
        cls.visited.technician_id = False
        cls.orders["visited"] = cls.visited
        cls.all_names = set(cls.orders)

    def _names_seen(self, user):
        ids = [order.id for order in self.orders.values()]
        seen = self.env["aftersales.order"].with_user(user).search([("id", "in", ids)])
        return {name for name, order in self.orders.items() if order in seen}

    def test_each_role_sees_its_orders_and_no_others(self):
        expected = {
            "technician": {"own", "visited"},
            "chief": {"own", "outlet", "child"},
            "clerk": {"child"},
            "dispatcher": self.all_names,
            "storekeeper": self.all_names,
            "finance": self.all_names,
            "inspector": self.all_names,
            "service_manager": self.all_names,
        }
        found = {role: self._names_seen(user) for role, user in self.users.items()}
        self.assertEqual(found, expected)

    def test_the_ledger_shows_each_role_its_orders_and_no_others(self):
        ids = [order.id for order in self.orders.values()]
        self.env.flush_all()
        for role, user in self.users.items():
            with self.subTest(role):
                lines = self.env["aftersales.ledger"].with_user(user)
                shown = lines.search([("order_id", "in", ids)]).order_id
                seen = {n for n, order in self.orders.items() if order in shown.sudo()}
                self.assertEqual(seen, self._names_seen(user))

    def test_dispatches_and_lines_follow_their_orders(self):
        elsewhere = self.orders["elsewhere"]
        hidden_visit = self.env["aftersales.dispatch"].create(
            {"order_id": elsewhere.id, "outlet_id": self.elsewhere.id}
        )
        receipt = self.env["aftersales.equipment.receipt"].create(
            {"order_id": elsewhere.id, "description": "Drawer", "condition": "Bent"}
        )
        line = self.env["aftersales.order.line"].create(
            {"order_id": elsewhere.id, "product_id": self.labour.id}
        )
        for record in (hidden_visit, receipt, line):
            for role in ("technician", "chief", "clerk"):
                with self.subTest(record=record, role=role):
                    mine = record.with_user(self.users[role])
                    self.assertFalse(mine.search([("id", "=", record.id)]))
            for role in ("dispatcher", "finance", "inspector", "storekeeper"):
                with self.subTest(record=record, role=role):
                    mine = record.with_user(self.users[role])
                    self.assertTrue(mine.search([("id", "=", record.id)]))
        visit = self.visit.with_user(self.technician_user)
        self.assertTrue(visit.search([("id", "=", visit.id)]))

    def test_a_technician_sees_the_units_of_his_orders_only(self):
        hidden = self._create_unit(serial="SN-HIDDEN")
        Unit = self.env["aftersales.equipment"].with_user(self.technician_user)
        self.assertTrue(Unit.search([("id", "=", self.unit.id)]))
        self.assertFalse(Unit.search([("id", "=", hidden.id)]))

    def test_readers_change_nothing(self):
        order = self.orders["own"]
        for role in ("storekeeper", "inspector"):
            for record in (order, self.visit, self.unit, self.outlet, self.symptom):
                with self.subTest(role=role, record=record):
                    with self.assertRaises(AccessError):
                        record.with_user(self.users[role]).write({"color": 1})
                    with self.assertRaises(AccessError):
                        record.with_user(self.users[role]).copy()

    def test_finance_makes_no_orders_and_plans_no_visits(self):
        finance = self.users["finance"]
        with self.assertRaises(AccessError):
            self.orders["own"].with_user(finance).copy()
        with self.assertRaises(AccessError):
            self.visit.with_user(finance).write({"scheduled_start": False})
        with self.assertRaises(AccessError):
            self.unit.with_user(finance).write({"warranty_end_date": "2099-12-31"})

    def test_nobody_but_an_administrator_deletes_an_order(self):
        for user in self.users.values():
            with self.assertRaises(AccessError, msg=user.login):
                self.orders["own"].with_user(user).unlink()
        admin = self._create_user("admin")
        self.orders["outlet"].with_user(admin).unlink()
        self.assertFalse(self.orders["outlet"].exists())

    def test_a_technician_neither_creates_orders_nor_gives_himself_others(self):
        Order = self.env["aftersales.order"].with_user(self.technician_user)
        with self.assertRaises(AccessError):
            Order.create({"partner_id": self.customer.id})
        with self.assertRaises(AccessError):
            self.orders["elsewhere"].with_user(self.technician_user).write(
                {"technician_id": self.technician.id}
            )

    def test_basic_records_are_kept_by_service_managers(self):
        manager = self.users["service_manager"]
        for record in (self.outlet, self.symptom, self.type_repair):
            for role in ("technician", "dispatcher", "chief", "finance"):
                with self.assertRaises(AccessError, msg=role):
                    record.with_user(self.users[role]).write({"name": "X"})
            record.with_user(manager).write({"name": "X"})

    def test_an_employee_without_a_role_sees_nothing(self):
        user = new_test_user(self.env, "test_employee", groups="base.group_user")
        for model in ("order", "dispatch", "equipment", "outlet"):
            with self.assertRaises(AccessError):
                self.env[f"aftersales.{model}"].with_user(user).search([])

    def _open(self, record, user):
        """What the web client reads to show the form of a record to a user."""
        record = record.with_user(user)
        form = etree.fromstring(record.get_view(view_type="form")["arch"])
        specification = {}
        for node in form.xpath("//field[not(ancestor::field)]"):
            name, rows = node.get("name"), node.xpath("./list//field/@name")
            if rows:
                specification[name] = {"fields": {row: {} for row in rows}}
            elif record._fields[name].relational:
                specification[name] = {"fields": {"display_name": {}}}
            else:
                specification.setdefault(name, {})
        self.env.invalidate_all()
        return record.web_read(specification)[0]

    def test_each_role_opens_an_order_with_all_that_belongs_to_it(self):
        order = self.orders["own"]
        line = self.env["aftersales.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.labour.id,
                "coverage": "customer",
            }
        )
        order.action_accept()
        order.action_create_quotation()
        order.sale_order_id.action_confirm()
        line._set_delivered()
        order.action_create_invoice()
        self._create_dispatch(order, scheduled_start=False)
        order.action_create_opportunity()
        self.env["repair.order"].create(order._prepare_repair_vals())
        for role in self.users:
            if role == "clerk":
                continue
            with self.subTest(role):
                shown = self._open(order, self.users[role])
                self.assertEqual(shown["name"], order.name)

    def test_a_technician_opens_an_order_that_a_colleague_visits_too(self):
        colleague = self.env["hr.employee"].create({"name": "Zhao Gong"})
        order = self.orders["own"]
        hidden = self._create_dispatch(order, technician_ids=colleague.ids)
        mine = self._create_dispatch(order, scheduled_start=False)
        Dispatch = self.env["aftersales.dispatch"].with_user(self.technician_user)
        self.assertEqual(Dispatch.search([("order_id", "=", order.id)]), mine)
        shown = self._open(order, self.technician_user)
        self.assertNotIn(hidden.id, [row["id"] for row in shown["dispatch_ids"]])

    def test_a_technician_opens_a_unit_with_orders_of_his_colleagues(self):
        shown = self._open(self.unit, self.technician_user)
        # His own and the one he visits.
        self.assertEqual(len(shown["recent_order_ids"]), 2)

    def test_a_technician_opens_an_order_of_a_customer_with_other_units(self):
        self._create_unit(serial="SN-SECOND")
        shown = self._open(self.orders["own"], self.technician_user)
        self.assertEqual(len(shown["customer_equipment_ids"]), 1)

    def test_a_signature_that_a_colleague_took_counts(self):
        colleague = self.env["hr.employee"].create({"name": "Zhao Gong"})
        order = self.orders["own"]
        order.action_accept()
        first = self._create_dispatch(order, technician_ids=colleague.ids)
        order.action_dispatch()
        order.dispatch_ids.action_arrive()
        first.write({**self.FINISH_VALS, "outcome": "follow_up"})
        first.action_finish()
        order.action_assess()
        order.write({"cause_id": self.cause.id, "solution": "Rail replaced."})
        order.action_repair()
        self.env.invalidate_all()
        order.with_user(self.technician_user).action_sign()
        self.assertEqual(order.state, "signed")

    # -- portal ----

    def _create_portal_user(self, **vals):
        user = new_test_user(self.env, groups="base.group_portal", **vals)
        return user

    def test_a_customer_sees_his_own_orders_and_units_in_the_portal(self):
        portal = self._create_portal_user(login="test_portal")
        portal.partner_id.parent_id = self.customer
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        theirs = self._create_unit(serial="SN-THEIRS", partner_id=stranger.id)
        hidden = self._create_order(partner_id=stranger.id, equipment_id=theirs.id)
        Order = self.env["aftersales.order"].with_user(portal)
        Unit = self.env["aftersales.equipment"].with_user(portal)
        self.assertEqual(len(Order.search([])), len(self.orders))
        self.assertNotIn(hidden, Order.search([]))
        self.assertEqual(Unit.search([]), self.unit)
        with self.assertRaises(AccessError):
            hidden.with_user(portal).read(["name"])
        with self.assertRaises(AccessError):
            self.orders["own"].with_user(portal).write({"description": "x"})
        with self.assertRaises(AccessError):
            self.orders["own"].with_user(portal).action_cancel()

    def test_an_external_outlet_sees_its_own_orders_in_the_portal(self):
        portal = new_test_user(
            self.env,
            "test_portal_outlet",
            groups="aftersales_service.group_portal_outlet",
        )
        self.child.user_ids = portal
        self.env.flush_all()  # rules are looked up in the database
        Order = self.env["aftersales.order"].with_user(portal)
        self.assertEqual(Order.search([]), self.orders["child"])


@tagged("post_install", "-at_install")
class TestCompanies(AftersalesCase):
    """Two companies in one database do not see or mix each other's work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Other Maker"})
        cls.user = cls._create_user(
            "dispatcher",
            login="test_other",
            company_id=cls.other.id,
            company_ids=[(6, 0, cls.other.ids)],
        )
        cls.order = cls._create_order()
        cls.dispatch = cls._create_dispatch(cls.order)
        cls.theirs = (
            cls.env["aftersales.order"]
            .with_user(cls.user)
            .create({"partner_id": cls.customer.id})
        )

    def test_an_order_belongs_to_the_company_of_who_took_the_call(self):
        self.assertEqual(self.theirs.company_id, self.other)
        self.assertEqual(self.order.company_id, self.company)

    def test_nobody_sees_the_other_company(self):
        for record in (self.order, self.dispatch, self.unit, self.outlet):
            mine = record.with_user(self.user)
            self.assertFalse(mine.search([("id", "=", record.id)]), record)
            with self.assertRaises(AccessError):
                mine.read(["display_name"])
        Order = self.env["aftersales.order"].with_user(self.dispatcher)
        self.assertFalse(Order.search([("id", "=", self.theirs.id)]))

    def test_units_outlets_and_technicians_are_not_mixed(self):
        outlet = self._create_outlet(name="Theirs", company_id=self.other.id)
        unit = self._create_unit(serial="SN-T", company_id=self.other.id)
        employee = self.env["hr.employee"].create(
            {"name": "Theirs", "company_id": self.other.id}
        )
        for values in (
            {"outlet_id": outlet.id},
            {"equipment_id": unit.id},
            {"technician_id": employee.id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.order.write(values)
        with self.assertRaises(UserError):
            self.dispatch.technician_ids = employee

    def test_a_new_company_gets_its_warranty_cost_location_and_services(self):
        self.assertEqual(
            self.other.aftersales_warranty_location_id.company_id, self.other
        )
        self.assertTrue(self.other.aftersales_labour_product_id)
        self.assertTrue(self.other.aftersales_travel_product_id)

    def test_types_and_codes_of_one_company_are_hidden_from_the_other(self):
        own_type = self.env["aftersales.order.type"].create(
            {"name": "Loan", "code": "loan", "company_id": self.company.id}
        )
        own_code = self._create_fault_code("Own", "symptom", company_id=self.company.id)
        for record in (own_type, own_code):
            self.assertFalse(
                record.with_user(self.user).search([("id", "=", record.id)])
            )
        for record in (self.type_repair, self.symptom):
            self.assertTrue(
                record.with_user(self.user).search([("id", "=", record.id)])
            )

    def test_each_company_may_number_its_orders_itself(self):
        self.env["ir.sequence"].create(
            {
                "name": "Theirs",
                "code": "aftersales.order",
                "prefix": "T-",
                "company_id": self.other.id,
            }
        )
        order = (
            self.env["aftersales.order"]
            .with_user(self.user)
            .create({"partner_id": self.customer.id})
        )
        self.assertTrue(order.name.startswith("T-"), order.name)
        self.assertTrue(self._create_order().name.startswith("SV/"))
