from odoo.tests import tagged

from ..performance.common import KpiCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestOpinionFigures(KpiCase):
    """Satisfaction as opinions tell it: a rate and an index, never mixed."""

    @rule("R292", "R293")
    def test_rate_and_index_of_satisfaction_differ(self):
        for opinion in ("very_satisfied", "satisfied", "neutral", False):
            self._create_visit(self._create_done(), opinion=opinion)
        self.assertAlmostEqual(self._value("satisfaction_rate"), 200 / 3)
        self.assertEqual(self._value("satisfaction_index"), 80.0)
        self.assertEqual(
            self._value("satisfaction_index", "outlet", self.outlet.id), 80.0
        )

    def test_what_the_customer_says_later_counts(self):
        visit = self._create_visit(self._create_done(), opinion="satisfied")
        opinion = visit.opinion_ids
        opinion._answer(
            {
                opinion: {
                    "opinion": "dissatisfied",
                    "channel": "link",
                    "answered_at": "2031-05-20 01:00:00",
                }
            }
        )
        self.assertEqual(self._value("satisfaction_rate"), 0.0)
        self.assertEqual(self._value("satisfaction_index"), 40.0)

    def test_installations_have_a_figure_of_their_own(self):
        order = self._create_done(type_id=self.type_installation.id)
        self._create_visit(order, opinion="satisfied")
        self._create_visit(self._create_done(equipment_id=False), opinion="neutral")
        self.assertEqual(self._value("installation_satisfaction"), 100.0)

    def test_no_answer_no_figure(self):
        self._create_visit(self._create_done())
        self.assertIsNone(self._value("satisfaction_rate"))
        self.assertIsNone(self._value("satisfaction_index"))
