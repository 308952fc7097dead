from datetime import datetime

from odoo.tests import freeze_time, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsFigures(GoodsCase):
    @rule("R308")
    def test_what_is_booked_on_the_day_of_its_note_is_in_time(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        # 23:30 of the 5th, and half past midnight of the 6th, in China.
        for moment in ("2019-03-05 15:30:00", "2019-03-05 16:30:00"):
            with freeze_time(moment):
                picking = self._create_transfer("receipt", [(self.goods, 1)])
                self._receive_checked(
                    picking,
                    (self.goods, {"counted_quantity": 1}),
                    note_date="2019-03-05",
                )
        Source = self.env["aftersales.kpi.source"].with_company(self.company)
        month = (datetime(2019, 3, 1).date(), datetime(2019, 3, 31).date())
        figure = Source._measure_timely_putaway(*month, None)[False]
        self.assertEqual((figure.value, figure.denominator), (50.0, 2))
        by_outlet = Source._measure_timely_putaway(*month, "outlet")
        self.assertEqual(by_outlet, {self.outlet.id: figure})
        self.assertEqual(Source._measure_timely_putaway(*month, "department"), {})
        kpi = self.env.ref("aftersales_service.kpi_timely_putaway")
        self.assertEqual(kpi.source, "timely_putaway")
