from lxml import etree

from odoo.tests import tagged

from ...models.flow_mixin import STEP
from ..common import AftersalesCase

FEW, MANY = 2, 22
# What a growing batch may cost beyond the first records (cache misses, flushes).
ALLOWANCE = 3


@tagged("post_install", "-at_install")
class TestQueryCounts(AftersalesCase):
    """What is done to many records costs no more queries than to few."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Order = cls.env["aftersales.order"].with_user(cls.dispatcher)
        cls.people = cls.env["res.partner"].create(
            [{"name": f"P{n}", "phone": f"1390000{n:04}"} for n in range(100)]
        )
        cls.units = cls.env["aftersales.equipment"].create(
            [
                {
                    "product_id": cls.product.id,
                    "serial": f"Q{n:05}",
                    "partner_id": person.id,
                    "warranty_end_date": "2027-12-31",
                }
                for n, person in enumerate(cls.people)
            ]
        )

    def _prepare_orders(self, count, **vals):
        return [
            {
                "partner_id": self.people[n % 100].id,
                "equipment_id": self.units[n % 100].id,
                "symptom_id": self.symptom.id,
                "cause_id": self.cause.id,
                "solution": "Done.",
                "waiting_reason": "parts",
                "signature_refused_reason": "In a hurry.",
                "received_at": "2026-03-02 01:00:00",
                **vals,
            }
            for n in range(count)
        ]

    def _assert_flat(self, measure, allowance=ALLOWANCE, counts=(FEW, MANY)):
        """``measure(count)`` gives the queries for that many fresh records."""
        measure(counts[0])  # warm the registry caches
        few, many = (measure(count) for count in counts)
        self.assertLessEqual(many, few + allowance)

    # -- create ----

    def test_creating_an_order_costs_at_most_two_queries_each(self):
        self.Order.create(self._prepare_orders(2))  # warm the registry caches
        values = self._prepare_orders(100)
        queries = self._count_queries(lambda: self.Order.create(values))
        self.assertLessEqual(queries, 200)

    def test_creating_more_orders_costs_at_most_one_query_more_each(self):
        def measure(count):
            values = self._prepare_orders(count)
            return self._count_queries(lambda: self.Order.create(values))

        self._assert_flat(measure)

    def test_creating_with_history_and_followers_costs_the_same_for_many(self):
        def measure(count):
            values = self._prepare_orders(count)
            Order = self._with_history(self.Order)
            return self._count_queries(lambda: self._commit(Order.create(values)))

        self._assert_flat(measure, allowance=5)

    # -- steps ----

    def _with_history(self, records):
        """The same records in the host's usual context, tracked and noted."""
        return records.with_context(
            tracking_disable=False,
            mail_create_nolog=False,
            mail_create_nosubscribe=False,
            mail_notrack=False,
        )

    def _commit(self, records):
        """What the host does before a commit: the history is written there."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        return records

    def test_the_history_of_a_step_costs_the_same_for_many_orders(self):
        def measure(count):
            orders = self._create_in("draft", count)
            self._commit(orders)
            orders = self._with_history(orders)

            def accept():
                orders.action_accept()
                self._commit(orders)

            return self._count_queries(accept)

        self._assert_flat(measure)

    def test_each_order_of_a_batch_has_its_own_history(self):
        orders = self._with_history(self._create_in("draft", 3))
        self._commit(orders)
        orders.action_accept()
        self._commit(orders)
        for order in orders:
            value = order.message_ids[0].sudo().tracking_value_ids
            self.assertEqual(value.field_id.name, "state")
            self.assertEqual(value.new_value_char, "Accepted")
            self.assertEqual(order.message_ids[0].author_id, self.dispatcher.partner_id)

    def _create_in(self, state, count):
        orders = self.Order.create(
            self._prepare_orders(count, technician_id=self.technician.id)
        )
        orders.sudo().with_context(_aftersales_step=STEP).write(
            {
                "state": state,
                "state_before_wait": "accepted" if state == "waiting" else False,
            }
        )
        return orders

    def test_each_step_costs_the_same_for_many_orders(self):
        for step, state in (
            ("accept", "draft"),
            ("arrive", "dispatched"),
            ("assess", "on_site"),
            ("start", "assessed"),
            ("repair", "in_progress"),
            ("sign", "repaired"),
            ("settle", "signed"),
            ("close", "settled"),
            ("archive", "closed"),
            ("wait", "accepted"),
            ("resume", "waiting"),
            ("cancel", "accepted"),
            ("reopen", "closed"),
        ):

            def measure(count, step=step, state=state):
                orders = self._create_in(state, count)
                return self._count_queries(getattr(orders, f"action_{step}"))

            # Other orders of the same units may be decided anew, all at once: those of
            # the steps before too, and the host writes a hundred rows a statement.
            with self.subTest(step):
                self._assert_flat(measure, allowance=ALLOWANCE + 12)

    def test_dispatching_many_orders_costs_few_queries_each(self):
        def measure(count):
            orders = self._create_in("accepted", count)
            return self._count_queries(orders.action_dispatch)

        # Each new dispatch is a document of its own: a number, a row, its technician.
        self._assert_flat(measure, allowance=2 * (MANY - FEW))

    def test_each_step_costs_the_same_for_many_dispatches(self):
        def measure(count):
            orders = self._create_in("dispatched", count)
            dispatches = self.env["aftersales.dispatch"].create(
                [
                    {
                        **self.FINISH_VALS,
                        "order_id": order.id,
                        "technician_ids": self.technician.ids,
                        "signature": False,
                        "signed_by": False,
                        "outcome": "follow_up",
                        "debrief_note": "Done.",
                    }
                    for order in orders
                ]
            )
            dispatches = dispatches.with_user(self.dispatcher)
            return sum(
                self._count_queries(getattr(dispatches, f"action_{step}"))
                for step in ("send", "accept", "depart", "arrive", "finish", "hand_in")
            )

        self._assert_flat(measure, allowance=6 * ALLOWANCE)

    # -- views ----

    def _get_specification(self, view_type):
        """What the web client asks for to show that view."""
        arch = etree.fromstring(self.Order.get_view(view_type=view_type)["arch"])
        names = {node.get("name") for node in arch.iter("field")}
        fields = self.Order.fields_get(list(names))
        return {
            name: {"fields": {"display_name": {}}} if "relation" in field else {}
            for name, field in fields.items()
        }

    def _assert_view_flat(self, load):
        orders = self.Order.create(self._prepare_orders(200))
        load(orders.ids[:20])  # warm the registry caches
        few = self._count_queries(lambda: load(orders.ids[:20]))
        many = self._count_queries(lambda: load(orders.ids))
        self.assertLessEqual(many, few + ALLOWANCE)

    def test_the_list_costs_the_same_for_many_orders(self):
        specification = self._get_specification("list")
        self.assertIn("partner_id", specification)

        def load(ids):
            found = self.Order.web_search_read(
                [("id", "in", ids)], specification, limit=200
            )
            self.assertEqual(len(found["records"]), len(ids))

        self._assert_view_flat(load)

    def test_the_board_costs_the_same_for_many_orders(self):
        specification = self._get_specification("kanban")
        self.assertIn("technician_id", specification)

        def load(ids):
            found = self.Order.web_read_group(
                [("id", "in", ids)],
                ["state"],
                aggregates=[],
                auto_unfold=True,
                unfold_read_specification=specification,
                unfold_read_default_limit=200,
            )
            shown = sum(len(group.get("__records", ())) for group in found["groups"])
            self.assertEqual(shown, len(ids))

        self._assert_view_flat(load)

    def test_numbers_on_buttons_cost_the_same_for_many_orders(self):
        orders = self.Order.create(self._prepare_orders(MANY))

        def read(records):
            return records.read(
                ["dispatch_count", "repair_count", "opportunity_count", "is_repeat"]
            )

        read(orders)
        few = self._count_queries(lambda: read(orders[:FEW]))
        many = self._count_queries(lambda: read(orders))
        self.assertLessEqual(many, few)

    def test_repeats_cost_the_same_for_many_orders(self):
        orders = self.Order.create(self._prepare_orders(MANY))
        few = self._count_queries(orders[:FEW]._compute_repeat_of_id)
        many = self._count_queries(orders._compute_repeat_of_id)
        self.assertLessEqual(many, few + ALLOWANCE)

    def test_looking_for_duplicates_costs_the_same_among_many_orders(self):
        order = self.Order.create(self._prepare_orders(1))
        order._find_duplicates()
        few = self._count_queries(order._find_duplicates)
        self.Order.create(self._prepare_orders(50, equipment_id=order.equipment_id.id))
        many = self._count_queries(order._find_duplicates)
        self.assertLessEqual(many, few)
        self.assertTrue(order._find_duplicates())
