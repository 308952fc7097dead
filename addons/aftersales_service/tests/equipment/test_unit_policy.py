import base64

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestUnitPolicy(DeliveryCase):
    """The promise a unit was delivered with follows its sales and owners."""

    def _promise(self, **vals):
        policy = self.env["aftersales.warranty.policy"].create(
            {
                "name": "Two Years",
                "product_ids": [Command.set(self.pump.product_tmpl_id.ids)],
                "term_ids": [
                    Command.create(
                        {
                            "name": "Unit",
                            "clock_ids": [
                                Command.create({"event": "delivery_date", "months": 24})
                            ],
                        }
                    )
                ],
                **vals,
            }
        )
        policy.action_put_in_force()
        return policy

    def _deliver(self):
        lots = self._create_lots("P-1")
        self._move(lots, partner=self.customer)
        return lots, self._units(lots)

    def test_a_delivery_freezes_the_promise_of_its_day(self):
        promise = self._promise()
        _lots, unit = self._deliver()
        self.assertEqual(unit.policy_id, promise)
        self.assertEqual(str(unit.policies_frozen_on), "2026-03-02")
        self.assertTrue(unit.is_in_warranty)

    def test_a_new_sale_has_a_promise_of_its_own(self):
        promise = self._promise()
        lots, unit = self._deliver()
        first_end = unit.warranty_end_date
        self._come_back(lots, partner=self.customer)
        with freeze_time("2027-06-01 03:00:00"):
            self._move(lots, partner=self.other)
            self.assertEqual(str(unit.policies_frozen_on), "2027-06-01")
            self.assertEqual(unit.policy_id, promise)
            self.assertGreater(unit.warranty_end_date, first_end)

    def _transfer(self, unit):
        proof = self.env["ir.attachment"].create(
            {"name": "contract.pdf", "datas": base64.b64encode(b"sold")}
        )
        self.env["aftersales.equipment.transfer"].create(
            {
                "equipment_ids": unit.ids,
                "partner_id": self.other.id,
                "proof_ids": proof.ids,
            }
        ).action_transfer()

    def test_a_promise_goes_along_where_it_says_so(self):
        self._promise()
        _lots, unit = self._deliver()
        end = unit.warranty_end_date
        self._transfer(unit)
        self.assertEqual(unit.warranty_end_date, end)
        self.assertFalse(unit.warranty_lost_on)

    def test_a_promise_that_binds_its_owner_stays_behind(self):
        promise = self._promise(is_transferable=False)
        _lots, unit = self._deliver()
        self._transfer(unit)
        self.assertEqual(str(unit.warranty_lost_on), "2026-03-02")
        self.assertNotIn(promise, unit._get_held_policies())
        self.assertEqual(unit.policy_id, promise)
