from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestClaimSteps(AftersalesCase):
    """The way of a claim from the demand to its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(outlet_id=cls.outlet.id)
        cls.claim = (
            cls.env["aftersales.claim"]
            .with_user(cls.dispatcher)
            .create(
                {
                    "kind": "compensation",
                    "order_id": cls.order.id,
                    "reason": "Papers were spoilt by the leaking cabinet.",
                }
            )
        )

    def test_a_claim_takes_over_what_its_order_knows(self):
        self.assertRecordValues(
            self.claim,
            [
                {
                    "equipment_id": self.unit.id,
                    "partner_id": self.customer.id,
                    "outlet_id": self.outlet.id,
                    "company_id": self.company.id,
                    "state": "draft",
                }
            ],
        )
        self.assertTrue(self.claim.name.startswith("CL/2026/"))

    def test_a_claim_says_what_is_demanded(self):
        self.claim.reason = False
        with self.assertRaisesRegex(UserError, "Reason"):
            self.claim.action_submit()
