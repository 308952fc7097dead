from datetime import date
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.models.flow_mixin import STEP
from odoo.addons.aftersales_service.tools.evidence import AT_LEAST, Offer

from .common import EvaluationCase

PERIOD = (date(2026, 1, 1), date(2026, 12, 31))


@tagged("post_install", "-at_install")
class TestEvidenceSources(EvaluationCase):
    """Every source answers, by name; 20 outlets cost no more queries than 2."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audit = cls._create_audit()
        cls.evidence = cls.env["aftersales.evidence"].sudo().with_company(cls.company)

    def _ask(self, source, audit=None):
        return getattr(self.evidence, f"_evidence_{source}")(
            (audit or self.audit).sudo(), PERIOD
        )

    def test_every_source_has_a_name_and_answers_without_records(self):
        names = self.evidence._get_evidence_names()
        self.assertEqual(self.evidence._get_sources(), set(names))
        for source in names:
            with self.subTest(source):
                for proposal in self._ask(source).values():
                    self.assertTrue(proposal.reason)

    def test_as_many_queries_for_20_outlets_as_for_2(self):
        few, many = (
            self._create_audit(outlet_ids=[(6, 0, self._create_outlets(number).ids)])
            for number in (2, 20)
        )
        for source in sorted(self.evidence._get_sources()):
            with self.subTest(source):
                self._ask(source, few)  # fills the registry's caches
                self.assertEqual(
                    self._count_queries(lambda one=source: self._ask(one, few)),
                    self._count_queries(lambda one=source: self._ask(one, many)),
                )

    def test_a_number_of_records_needs_a_limit(self):
        clause = self.clauses["1.1.1"].with_user(self.service_manager)
        with self.assertRaisesRegex(ValidationError, "how many records are enough"):
            clause.criterion_ids = [
                Command.create({"source": "spot_checks", "how": "number"})
            ]

    def test_names_of_sources_make_criteria(self):
        clause = self.clauses["1.1.1"]
        clause.evidence_sources = "spot_checks survey_held"
        kept = clause.criterion_ids[0]
        clause.evidence_sources = "spot_checks"
        self.assertEqual(clause.criterion_ids, kept)
        self.assertEqual(kept.how, "pro_rata")

    def test_sources_of_an_addon_taken_out_are_left_out(self):
        self.clauses["1.1.1"].evidence_sources = "departments_headed"
        audit = self._start_audit()
        line = self._line(audit, "1.1.1")
        self.assertTrue(line.proposed_result)
        with patch.object(type(self.evidence), "_get_sources", return_value=set()):
            audit.action_collect_evidence()
            copied = self.scheme.copy()
        self.assertFalse(copied.clause_ids.criterion_ids)
        again = self.scheme.copy({"edition": "Again"})
        self.assertTrue(again.clause_ids.criterion_ids)
        self.assertFalse(line.proposed_result)
        self.assertFalse(line.evidence_ids)

    def test_goods_prove_what_an_auditor_asks(self):
        """Sources of another addon serve like any other, for whoever audits."""
        if "tools_calibrated" not in self.evidence._get_sources():
            self.skipTest("Tools are not kept here.")
        kind = self.env["aftersales.tool.kind"].create({"name": "Insulation Meter"})
        tool = self.env["aftersales.tool"].create(
            {"kind_id": kind.id, "outlet_id": self.outlet.id}
        )
        self.clauses["1.1.1"].evidence_sources = "tools_calibrated"
        audit = self._start_audit().with_user(self.inspector)
        audit.action_collect_evidence()
        line = self._line(audit, "1.1.1")
        self.assertRecordValues(
            line,
            [
                {
                    "proposed_result": "sampled",
                    "proposed_sample_size": 1,
                    "proposed_passed_count": 0,
                }
            ],
        )
        self.assertEqual(line.evidence_ids[-1].res_ids, tool.ids)
        self.assertEqual(line.evidence_ids[-1].res_names, [tool.display_name])

    def _take(self, offers, *addons):
        """Addons that offer are installed, one after the other; None: this one is."""
        with patch.object(
            type(self.evidence), "_get_evidence_offers", return_value=offers
        ):
            for addon in addons:
                self.evidence._take_offers(addon)

    def test_what_an_addon_offers_becomes_a_criterion_whichever_came_first(self):
        code = self.scheme.code
        offers = {
            "goods": [Offer(code, "1.1.1", "spot_checks", AT_LEAST, 90)],
            "money": [
                Offer(code, "1.1.2", "survey_held"),
                Offer(code, "9.9", "survey_held"),
                Offer("Another standard", "1.1.1", "survey_held"),
            ],
        }
        clauses = self.clauses["1.1.1"] | self.clauses["1.1.2"]
        clauses.criterion_ids.unlink()
        self._take(offers, "goods")
        criterion = clauses.criterion_ids
        self.assertEqual(
            (criterion.source, criterion.how, criterion.threshold),
            ("spot_checks", AT_LEAST, 90),
        )
        self._take(offers, None)
        self.assertEqual(len(clauses.criterion_ids), 2)
        self.assertEqual(self.clauses["1.1.1"].criterion_ids, criterion)

    def test_an_offer_that_was_taken_out_does_not_come_back(self):
        code = self.scheme.code
        offers = {
            "goods": [Offer(code, "1.1.1", "spot_checks")],
            "money": [Offer(code, "1.1.1", "survey_held")],
        }
        clause = self.clauses["1.1.1"]
        self._take(offers, "goods")
        clause.criterion_ids.filtered(lambda one: one.source == "spot_checks").unlink()
        self._take(offers, "money")
        self.assertIn("survey_held", clause.criterion_ids.mapped("source"))
        self.assertNotIn("spot_checks", clause.criterion_ids.mapped("source"))

    def test_an_edition_that_is_over_takes_no_offers(self):
        self.scheme.action_supersede()
        clause = self.clauses["1.1.1"]
        clause.criterion_ids.unlink()
        offers = {"goods": [Offer(self.scheme.code, "1.1.1", "spot_checks")]}
        self._take(offers, "goods")
        self.assertFalse(clause.criterion_ids)

    def test_every_offer_is_of_a_source_and_a_clause_that_are_there(self):
        sources = self.evidence._get_sources()
        clauses = self.env["aftersales.audit.clause"].search([("is_leaf", "=", True)])
        places = set(clauses.mapped(lambda one: (one.scheme_id.code, one.code)))
        for addon, offers in self.evidence._get_evidence_offers().items():
            for offer in offers:
                with self.subTest(addon, source=offer.source):
                    self.assertIn(offer.source, sources)
                    self.assertIn((offer.standard, offer.clause), places)

    @classmethod
    def _create_outlets(cls, number):
        return cls.env["aftersales.outlet"].concat(
            *(
                cls._create_outlet(name=f"Outlet {number}-{place}")
                for place in range(number)
            )
        )

    def test_of_a_renewed_certificate_the_last_counts(self):
        certify = self._certify
        certify(self.office_head, valid_from="2024-07-01", valid_to="2026-06-30")
        certify(self.office_head, valid_from="2026-07-01", valid_to="2028-06-30")
        certify(self.plant_head, valid_from="2020-01-01", valid_to="2021-12-31")
        found = self._ask("certificates_valid")["company"]
        self.assertEqual((found.samples, found.passed), (2, 2))
        certify(self.plant_head, valid_from="2024-06-01", valid_to="2026-05-31")
        found = self._ask("certificates_valid")["company"]
        self.assertEqual((found.samples, found.passed), (3, 2))

    def test_an_evaluation_of_long_ago_is_none_of_this_year(self):
        for year, passed in ((2019, 0), (2025, 1)):
            audit = self._create_audit(
                date_from=f"{year}-01-01", date_to=f"{year}-12-31"
            )
            audit.with_context(_aftersales_step=STEP).state = "closed"
            found = self._ask("evaluations_held")["company"]
            self.assertEqual(found.passed, passed, year)

    def test_a_recall_counts_in_each_year_it_ran_in(self):
        step = self.env["base"].with_context(_aftersales_step=STEP).env
        recall = step["aftersales.recall"].create(
            {"title": "Plug", "state": "running", "started_at": "2025-11-01 00:00:00"}
            | {"company_id": self.company.id}
        )
        step["aftersales.recall.line"].sudo().create(
            {
                "recall_id": recall.id,
                "company_id": self.company.id,
                "product_id": self.env["product.product"].create({"name": "Plug"}).id,
            }
        )
        self.assertEqual(self._ask("recall_units")["company"].samples, 1)
        recall.write({"state": "closed", "closed_at": "2025-12-20 00:00:00"})
        self.assertEqual(self._ask("recall_units")["company"].samples, 0)
