from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import SettlementCase


@tagged("post_install", "-at_install")
class TestRateCard(SettlementCase):
    """What is agreed with outlets, from when to when."""

    def test_finance_writes_a_card_and_puts_it_in_force(self):
        self.card.action_retire()
        self.card.sudo().valid_to = "2026-02-28"
        form = Form(self.env["aftersales.rate.card"].with_user(self.finance))
        form.name = "Spring"
        form.valid_from = "2026-03-01"
        with form.rule_ids.new() as rule:
            rule.kind = "travel"
            rule.basis = "km"
            rule.km_from = 10.0
            rule.amount = 2.0
        with form.rule_ids.new() as rule:
            rule.kind = "labour"
            rule.amount = 90.0
        card = form.save()
        card.action_put_in_force()
        self.assertEqual(card.state, "in_force")
        self._create_visit(km=15.0)
        self.assertEqual(
            self._get_amounts(self._settle()), {"labour": 90.0, "travel": 10.0}
        )

    def test_a_card_in_force_does_not_change(self):
        card = self.card.with_user(self.manager)
        for change in (
            lambda: card.write({"grade": "A"}),
            lambda: card.rule_ids[0].write({"amount": 1.0}),
            lambda: card.rule_ids[0].unlink(),
            lambda: card.rule_ids.create({"card_id": card.id, "kind": "visit"}),
            card.unlink,
        ):
            with self.assertRaisesRegex(UserError, "new version"):
                change()
        card.name = "Renamed"

    def test_a_new_version_pays_from_its_day_on(self):
        card = self.card.with_user(self.manager)
        new = card.browse(card.action_new_version()["res_id"])
        self.assertEqual(new.version, 2)
        self.assertEqual(
            card.action_new_version()["res_id"], new.id, "one draft at a time"
        )
        new.valid_from = "2026-03-16"
        new.rule_ids.filtered(lambda rule: rule.kind == "labour").amount = 100.0
        new.action_put_in_force()
        self.assertEqual(str(card.valid_to), "2026-03-15")
        self._create_visit("2026-03-15")
        self._create_visit("2026-03-16")
        self.assertEqual(self._settle().line_ids.mapped("amount"), [80.0, 100.0])

    def test_a_retired_card_still_pays_its_days(self):
        self.card.valid_to = "2026-03-31"
        self.card.with_user(self.manager).action_retire()
        self._create_visit("2026-03-31")
        self._create_visit("2026-04-01")
        april = self._settle("2026-04-30")
        self.assertEqual(april.amount_total, 80.0)
        self.assertEqual(april.gap_ids.reason, "card")

    def test_two_cards_for_the_same_outlets_and_days_are_refused(self):
        other = self._create_card(name="Other", valid_from="2026-06-01")
        with self.assertRaisesRegex(UserError, "Other and Outsourced 2026 would both"):
            other.with_user(self.finance).action_put_in_force()
        other.outlet_ids = self.partner_outlet
        other.with_user(self.finance).action_put_in_force()
        third = self._create_card(
            name="Third", outlet_ids=[Command.set(self.partner_outlet.ids)]
        )
        with self.assertRaisesRegex(UserError, "Third and Other"):
            third.with_user(self.finance).action_put_in_force()

    def test_two_rates_for_the_same_visits_are_refused(self):
        card = self._create_card(
            [
                {"kind": "labour", "amount": 1.0},
                {"kind": "labour", "amount": 2.0},
                {"kind": "travel", "basis": "km", "amount": 1.0, "km_to": 20.0},
                {"kind": "travel", "basis": "km", "amount": 1.0, "km_from": 20.0},
            ],
            name="Twice",
            grade="A",
        )
        with self.assertRaisesRegex(UserError, "nobody could say") as caught:
            card.action_put_in_force()
        self.assertEqual(len(str(caught.exception).splitlines()), 1)
        with self.assertRaisesRegex(UserError, "add at least one line"):
            self._create_card([], name="Empty").action_put_in_force()

    def test_a_rate_is_counted_as_its_kind_can_be(self):
        with self.assertRaisesRegex(ValidationError, "Counted By must be"):
            self._create_card([{"kind": "visit", "basis": "km", "amount": 1.0}])
        with self.assertRaisesRegex(ValidationError, "choose the Opinion"):
            self._create_card([{"kind": "bonus_opinion", "amount": 1.0}])
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_card([{"kind": "visit", "amount": -1.0}])

    def test_the_most_precise_rate_wins(self):
        self.card.action_retire()
        self.card.valid_to = "2026-01-31"
        category = self.env["product.category"].create({"name": "Furniture"})
        child = category.create({"name": "Cabinets", "parent_id": category.id})
        self.product.categ_id = child
        card = self._create_card(
            [
                {"kind": "labour", "amount": 10.0},
                {"kind": "labour", "amount": 20.0, "categ_id": category.id},
                {"kind": "labour", "amount": 30.0, "categ_id": child.id},
                {"kind": "labour", "amount": 25.0, "grade": "A"},
            ],
            name="Precise",
            valid_from="2026-02-01",
        )
        card.action_put_in_force()
        self._create_visit()
        settlement = self._settle()
        self.assertEqual(settlement.amount_total, 30.0)
        self.assertIn("Cabinets", settlement.line_ids.reason)

    def test_outlets_and_dispatchers_do_not_write_rates(self):
        outlet_manager = self._create_user("outlet_manager")
        card = self.card.with_user(outlet_manager)
        self.assertEqual(card.name, "Outsourced 2026")
        with self.assertRaises(AccessError):
            card.name = "Mine"
        with self.assertRaises(AccessError):
            card.action_retire()
        with self.assertRaises(AccessError):
            self.card.with_user(self.dispatcher).read(["name"])
