from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ..rules import rule
from .common import PNG, DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2031-05-06 03:00:00")
class TestDeliveryFigures(DeliveryCase):
    """What deliveries and installations give to the key figures."""

    def _value(self, source):
        Source = self.env["aftersales.kpi.source"].sudo()
        measure = getattr(Source, f"_measure_{source}")
        return measure(date(2031, 5, 1), date(2031, 5, 31), None)[False].value

    @rule("R305", "R177")
    def test_deliveries_are_in_time_by_the_promised_day(self):
        for serial, promised in (("D-1", "2031-05-06"), ("D-2", "2031-05-02")):
            picking = self._create_picking(serial=serial)
            picking.date_deadline = "2031-05-30 00:00:00"
            self._bring(self._create_delivery(picking=picking, promised_date=promised))
        on_the_way = self._create_delivery(picking=self._create_picking(serial="D-3"))
        self._pack(on_the_way)
        on_the_way.action_prepare()
        self._move_goods(on_the_way.picking_id)
        self.assertEqual(self._value("delivery_in_time"), 50.0)

    @rule("R306")
    def test_freight_damage(self):
        for serial in ("D-1", "D-2"):
            self._bring(
                self._create_delivery(picking=self._create_picking(serial=serial))
            )
        delivery = self.env["aftersales.delivery"].search([], limit=1, order="id desc")
        delivery.damage_ids.create(
            {"delivery_id": delivery.id, "name": "Dent", "liability": "carrier"}
        )
        self.assertEqual(self._value("freight_damage"), 50.0)

    @rule("R181", "R301")
    def test_accepted_when_first_shown(self):
        for refused in (True, False):
            installation = self._create_installation()
            installation.action_start()
            self._work_off(installation)
            installation.action_present()
            if refused:
                installation.refusal_reason = "Not level"
                installation.action_refuse()
                installation.action_rework()
                installation.action_present()
            installation.write({"signed_by": "Li", "signature": PNG})
            installation.action_accept()
            installation.order_id.sudo().write({"repaired_at": "2031-05-06 02:00:00"})
        self.assertEqual(self._value("acceptance"), 50.0)
        self.assertEqual(self._value("commissioning"), 50.0)
