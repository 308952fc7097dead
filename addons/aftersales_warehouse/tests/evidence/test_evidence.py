from odoo.tests import tagged

from ...models.evidence.evidence_offers import OFFERS
from ..common import WarehouseCase
from .common import EvidenceMixin


@tagged("post_install", "-at_install")
class TestEvidence(EvidenceMixin, WarehouseCase):
    """What the papers of goods prove, for whoever asks."""

    def test_what_is_offered_has_a_name_and_answers_without_records(self):
        names = self.env["aftersales.evidence"]._get_evidence_names()
        for offer in OFFERS:
            with self.subTest(offer.source):
                self.assertIn(offer.source, names)
                for counted in self._ask(offer.source).values():
                    self.assertIn(names[offer.source], counted.reason)

    def test_each_is_offered_once(self):
        places = [(offer.clause, offer.source) for offer in OFFERS]
        self.assertEqual(len(places), len(set(places)))

    def test_as_many_queries_for_20_outlets_as_for_2(self):
        few, many = (
            self.env["aftersales.outlet"].concat(
                *(
                    self._create_outlet(name=f"Outlet {number}-{place}")
                    for place in range(number)
                )
            )
            for number in (2, 20)
        )
        for source in sorted({offer.source for offer in OFFERS}):
            with self.subTest(source):
                self._ask(source, few)  # fills the registry's caches
                self.assertEqual(
                    self._count_queries(lambda one=source: self._ask(one, few)),
                    self._count_queries(lambda one=source: self._ask(one, many)),
                )
