from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase

DAY = "2026-03-02"


@tagged("post_install", "-at_install")
@freeze_time(DAY)
class TestOutletHierarchy(AftersalesCase):
    """Who stands above whom on which day; what was stays known."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-01-01"):
            cls.north = cls._create_outlet(name="North", cities="N")
            cls.south = cls._create_outlet(name="South", cities="S")
            cls.shop = cls._create_outlet(
                name="Shop", cities="X", parent_id=cls.north.id
            )
        cls.manager = cls._create_user("service_manager")

    def _run(self, day):
        with (
            freeze_time(day),
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
            ),
        ):
            self.env["aftersales.outlet"]._cron_follow_memberships()

    def test_a_parent_that_is_written_holds_from_today(self):
        self.shop.parent_id = self.south
        self.assertEqual(self.shop._get_parent_on(date(2026, 3, 1)), self.north)
        self.assertEqual(self.shop._get_parent_on(date(2026, 3, 2)), self.south)
        self.assertFalse(self.shop._get_parent_on(date(2025, 12, 31)))
        self.assertEqual(len(self.shop.membership_ids), 2)

    def test_a_parent_chosen_and_changed_on_one_day_leaves_one_row(self):
        shop = self._create_outlet(name="New", parent_id=self.north.id)
        shop.parent_id = self.south
        self.assertEqual(shop.membership_ids.parent_id, self.south)
        shop.parent_id = False
        self.assertFalse(shop.membership_ids)

    def test_a_move_is_planned_and_comes_true(self):
        wizard = (
            self.env["aftersales.outlet.step"]
            .with_user(self.manager)
            .with_context(active_ids=self.shop.ids, default_step="move")
        )
        with Form(wizard) as form:
            form.parent_id = self.south
            form.date_from = "2026-04-01"
            form.reason = "New region"
        form.record.action_confirm()
        self.assertEqual(self.shop.parent_id, self.north)
        self._run("2026-03-31")
        self.assertEqual(self.shop.parent_id, self.north)
        self._run("2026-04-01")
        self.assertEqual(self.shop.parent_id, self.south)
        self._run("2026-04-01")
        rows = self.shop.membership_ids.sorted("date_from")
        self.assertRecordValues(
            rows,
            [
                {
                    "parent_id": self.north.id,
                    "date_from": date(2026, 1, 1),
                    "date_to": date(2026, 3, 31),
                    "reason": False,
                },
                {
                    "parent_id": self.south.id,
                    "date_from": date(2026, 4, 1),
                    "date_to": False,
                    "reason": "New region",
                },
            ],
        )

    def test_access_follows_the_hierarchy(self):
        chief = self._create_user("outlet_manager", "test_chief")
        self.south.manager_id = chief
        self.assertNotIn(chief, self.shop.access_user_ids)
        self.shop._move_to(self.south, date(2026, 4, 1))
        self._run("2026-04-01")
        self.assertIn(chief, self.shop.access_user_ids)

    def test_what_was_before_the_present_place_does_not_change(self):
        with self.assertRaisesRegex(UserError, "choose a later day"):
            self.shop.with_context(lang="en_US")._move_to(self.south, date(2026, 1, 1))
        self.shop._move_to(self.south, date(2026, 2, 1))
        self.assertEqual(self.shop.parent_id, self.south)
        self.assertEqual(self.shop._get_parent_on(date(2026, 1, 31)), self.north)

    def test_no_circle_on_the_day_of_the_move(self):
        with self.assertRaisesRegex(UserError, "above itself"):
            self.north.with_context(lang="en_US")._move_to(self.shop, date(2026, 4, 1))

    def test_a_move_that_became_impossible_does_not_stop_the_others(self):
        other = self._create_outlet(name="Other", cities="O", parent_id=self.north.id)
        self.shop._move_to(self.south, date(2026, 4, 1))
        other._move_to(self.south, date(2026, 4, 1))
        # Planned later for the same day: South would stand below Shop.
        self.env["aftersales.outlet.membership"].create(
            {
                "outlet_id": self.south.id,
                "parent_id": self.shop.id,
                "date_from": "2026-04-01",
            }
        )
        self._run("2026-04-01")
        self.assertEqual(other.parent_id, self.south)
        moved = self.shop.parent_id == self.south, self.south.parent_id == self.shop
        self.assertEqual(sum(moved), 1)

    def test_rows_are_not_written_by_hand(self):
        rows = self.shop.membership_ids.with_user(self.manager)
        for attempt in (
            lambda: rows.write({"date_to": "2026-02-01"}),
            rows.unlink,
            lambda: rows.create(
                {
                    "outlet_id": self.south.id,
                    "parent_id": self.north.id,
                    "date_from": DAY,
                }
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_an_outlet_manager_moves_nothing(self):
        keeper = self._create_user("outlet_manager", "test_keeper")
        with self.assertRaises(AccessError):
            self.env["aftersales.outlet.step"].with_user(keeper).create(
                {"outlet_ids": self.shop.ids, "step": "move"}
            )

    def test_no_two_parents_on_a_day(self):
        with self.assertRaisesRegex(UserError, "two outlets"):
            self.env["aftersales.outlet.membership"].with_context(lang="en_US").create(
                {
                    "outlet_id": self.shop.id,
                    "parent_id": self.south.id,
                    "date_from": "2025-12-01",
                    "date_to": "2026-02-01",
                }
            )

    def test_parents_cost_the_same_for_many_outlets(self):
        shops = self.env["aftersales.outlet"].create(
            [{"name": f"S{n}", "parent_id": self.north.id} for n in range(20)]
        )
        day = date(2026, 3, 2)
        shops._get_parents_on(day)
        few = self._count_queries(lambda: shops[:2]._get_parents_on(day))
        many = self._count_queries(lambda: shops._get_parents_on(day))
        self.assertEqual(many, few)
