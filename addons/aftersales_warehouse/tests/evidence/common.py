from datetime import date
from types import SimpleNamespace

from odoo.addons.aftersales_service.tools.evidence import COMPANY

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


class EvidenceMixin:
    """Ask a source as somebody would who wants the two outlets apart."""

    def _ask(self, source, outlets=None, period=YEAR):
        sources = self.env["aftersales.evidence"].sudo().with_company(self.company)
        asker = SimpleNamespace(
            company_id=self.company, outlet_ids=outlets or self.outlet | self.outlet_b
        )
        return getattr(sources, f"_evidence_{source}")(asker, period)

    def _assert_counted(self, source, good, bad, period=YEAR):
        """All is the first outlet's: so many passed, and they are linked."""
        found = self._ask(source, period=period)
        for unit in (COMPANY, f"outlet:{self.outlet.id}"):
            counted = found[unit]
            with self.subTest(source, unit=unit):
                self.assertEqual(counted.passed, len(good))
                self.assertEqual(counted.samples, len(good) + len(bad))
                wanted = [tuple(sorted(good.ids))]
                if bad:
                    wanted.append(tuple(sorted(bad.ids)))
                self.assertEqual([item.res_ids for item in counted.items], wanted)
                models = {item.res_model for item in counted.items}
                self.assertEqual(models, {good._name})
        other = found[f"outlet:{self.outlet_b.id}"]
        self.assertEqual((other.samples, other.items), (0, ()))
