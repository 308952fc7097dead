import json

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.aftersales_service.tests.rules import rule

from ...tools.scoring import Leaf, evaluate
from ..common import AuditCase

DUTIES = {"is_punished", "needs_corrective", "needs_preventive"}
HONOURS = {"is_praised", "is_rewarded"}


@tagged("post_install", "-at_install")
class TestGrade(AuditCase):
    """Scores become grades by data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.national = cls.env.ref("aftersales_audit.grade_scheme_national")
        cls.house = cls.env.ref("aftersales_audit.grade_scheme_house")

    def _score(self, points, **special):
        lost = Leaf(100 - points, "not_met")
        return evaluate(
            [Leaf(points, "met"), *([lost] if points < 100 else [])], **special
        )

    @rule("R348", "R349", "R350", "R353")
    def test_the_cases_through_the_shipped_schemes(self):
        with file_open("aftersales_audit/tests/data/scoring_cases.json") as file:
            cases = json.load(file)["cases"]
        for case in cases:
            score = evaluate(
                [
                    Leaf(
                        row["points"],
                        row["result"],
                        row.get("samples", 0),
                        row.get("nonconforming", 0),
                    )
                    for row in case["leaves"]
                ],
                case["special_deductions"],
                case["bonuses"],
            )
            expected = case["expected"]
            self.assertEqual(str(score.shown), expected["score"])
            national, _none = self.national._grade(score)
            self.assertEqual(national.code, expected["national_grade"])
            house, consequences = self.house._grade(score)
            self.assertEqual(house.code, expected["internal_band"])
            due = DUTIES if expected["needs_action"] else set()
            due = HONOURS if expected["reward"] else due
            self.assertEqual(consequences, due)

    @rule("R351", "R352")
    def test_seventy_is_a_pass_and_punished_unless_switched_off(self):
        band, consequences = self.house._grade(self._score(70))
        self.assertEqual((band.code, set(consequences)), ("pass", DUTIES))
        band, consequences = self.house._grade(self._score(69.99))
        self.assertEqual((band.code, set(consequences)), ("fail", DUTIES))
        self.assertFalse(self.house._grade(self._score(70.01))[1])
        self.env.ref("aftersales_audit.grade_band_house_fail").reaches_up = False
        self.assertFalse(self.house._grade(self._score(70))[1])

    def test_five_special_deductions_fail(self):
        band, _none = self.national._grade(self._score(96, deductions=5))
        self.assertEqual(band.code, "not_passed")
        band, _none = self.national._grade(self._score(96, deductions=4))
        self.assertEqual(band.code, "four_star")

    def test_every_score_has_a_grade(self):
        with self.assertRaisesRegex(ValidationError, "begins at 0"):
            self.env["aftersales.grade.scheme"].create(
                {
                    "name": "x",
                    "code": "x",
                    "band_ids": [(0, 0, {"name": "A", "code": "a", "min_score": 10})],
                }
            )
