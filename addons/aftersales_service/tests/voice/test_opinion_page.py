import re

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from .common import OpinionCase


@tagged("post_install", "-at_install")
class TestOpinionPage(OpinionCase, HttpCase):
    """The page behind the link, as somebody without a login sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_opinion_days = 36500
        cls.visit = cls._create_visited()
        cls.opinion = cls.visit.opinion_ids
        cls.path = cls.opinion._get_page_path()

    def _send(self, path=None, **values):
        page = self.url_open(self.path).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
        return self.url_open(path or self.path, {"csrf_token": token, **values})

    def test_a_customer_gives_his_opinion_and_changes_it(self):
        response = self._send(opinion="very_satisfied", comment="Tidy")
        self.assertIn("Thank you for your opinion", response.text)
        self.opinion.invalidate_recordset()
        self.assertRecordValues(
            self.opinion,
            [{"opinion": "very_satisfied", "comment": "Tidy", "channel": "link"}],
        )
        self._send(opinion="neutral", score="5", is_low="1", user_id="1")
        self.opinion.invalidate_recordset()
        self.assertRecordValues(
            self.opinion,
            [{"opinion": "neutral", "score": 3, "is_low": False, "user_id": False}],
        )

    def test_nothing_is_kept_of_a_form_with_mistakes(self):
        page = self._send(opinion="perfect").text
        self.assertIn("Please choose one of the five answers", page)
        page = self._send(opinion="dissatisfied", wants_complaint="1").text
        self.assertIn("Please tell us what you complain of", page)
        self.opinion.invalidate_recordset()
        self.assertFalse(self.opinion.answered_at)

    def test_a_link_opens_its_own_opinion_and_no_other(self):
        other = self._opinion(self._create_visited("satisfied"))
        token = self.path.rpartition("/")[2]
        for path in (
            f"/opinion/{other.id}/{token}",
            f"/opinion/{self.opinion.id}/{token[:-1]}",
            f"/opinion/{self.opinion.id}/False",
            f"/opinion/0/{token}",
        ):
            with self.subTest(path):
                self.assertEqual(self.url_open(path).status_code, 404)
        self.assertEqual(self._send(f"/opinion/{other.id}/{token}").status_code, 404)
        # The host's own page knows no key of ours.
        self.assertEqual(self.url_open(f"/rate/{token}/5").status_code, 404)

    def test_too_early_and_too_late(self):
        planned = self._create_dispatch(self._create_order())
        page = self.url_open(planned._ensure_opinions()._get_page_path()).text
        self.assertIn("does not take an opinion now", page)
        self.company.aftersales_opinion_days = 30
        with freeze_time("2026-04-01 04:00:00"):
            self.assertTrue(self.opinion._is_open_for_answers())
        with freeze_time("2026-04-01 04:00:01"):
            self.assertFalse(self.opinion._is_open_for_answers())
        with freeze_time("2026-05-01"):
            self.assertIn("does not take", self.url_open(self.path).text)
