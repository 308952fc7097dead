import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOwner(AftersalesCase):
    """Who had a unit, and how it goes to a new owner."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create({"name": "Laoshan Hospital"})
        cls.unit.owner_history.unlink()
        cls.unit = cls._create_unit(serial="SN-7", delivery_date="2026-01-10")

    def _proof(self, user=None):
        return (
            self.env["ir.attachment"]
            .with_user(user or self.dispatcher)
            .create({"name": "contract.pdf", "datas": base64.b64encode(b"sold")})
        )

    def _open(self, units=None, user=None, **vals):
        wizard = (
            self.env["aftersales.equipment.transfer"]
            .with_user(user or self.dispatcher)
            .with_context(
                active_model="aftersales.equipment",
                active_ids=(units or self.unit).ids,
            )
        )
        form = Form(wizard)
        form.partner_id = self.other
        for name, value in vals.items():
            form[name] = value
        return form.save()

    def _history(self, unit):
        return [
            (
                row.partner_id.name,
                str(row.date_from),
                str(row.date_to or "-"),
                row.how,
            )
            for row in unit.owner_history.sorted("id")
        ]

    def test_the_first_owner_is_on_file_from_the_first_day(self):
        self.assertEqual(
            self._history(self.unit), [("Haibin School", "2026-01-10", "-", "sold")]
        )
        unit = self._create_unit(serial="SN-8")
        self.assertEqual(
            self._history(unit), [("Haibin School", "2026-03-02", "-", "registered")]
        )

    def test_a_transfer_writes_who_when_and_what_proves_it(self):
        wizard = self._open(transfer_date="2026-02-15", note="House sold")
        proof = self._proof()
        wizard.proof_ids = proof
        wizard.action_transfer()
        self.assertEqual(self.unit.partner_id, self.other)
        self.assertFalse(self.unit.site_partner_id)
        self.assertEqual(
            self._history(self.unit),
            [
                ("Haibin School", "2026-01-10", "2026-02-15", "sold"),
                ("Laoshan Hospital", "2026-02-15", "-", "transferred"),
            ],
        )
        row = self.unit.owner_history.filtered(lambda row: not row.date_to)
        self.assertEqual(row.proof_ids, proof)
        self.assertEqual(row.note, "House sold")
        self.assertTrue(row.is_warranty_taken_over)
        self.assertFalse(self.unit.warranty_lost_on)

    def test_whoever_sees_the_unit_reads_the_proof(self):
        wizard = self._open()
        wizard.proof_ids = self._proof()
        wizard.action_transfer()
        colleague = self._create_user("outlet_manager")
        proof = self.unit.with_user(colleague).owner_history.proof_ids
        self.assertEqual(proof.raw, b"sold")

    def test_a_promise_that_binds_the_owner_is_lost(self):
        self.patch(
            self.registry["aftersales.equipment"],
            "_is_warranty_transferable",
            lambda unit: unit != self.unit,
        )
        second = self._create_unit(serial="SN-9")
        wizard = self._open(self.unit | second)
        self.assertEqual(wizard.bound_equipment_ids, self.unit)
        wizard.proof_ids = self._proof()
        wizard.action_transfer()
        self.assertEqual(str(self.unit.warranty_lost_on), "2026-03-02")
        self.assertFalse(second.warranty_lost_on)
        self.assertEqual(
            [
                unit.owner_history.filtered(
                    lambda row: not row.date_to
                ).is_warranty_taken_over
                for unit in (self.unit, second)
            ],
            [False, True],
        )

    def test_components_change_hands_with_the_whole(self):
        part = self._create_unit(serial="SN-PART", parent_id=self.unit.id)
        wizard = self._open()
        wizard.proof_ids = self._proof()
        wizard.action_transfer()
        self.assertEqual(part.partner_id, self.other)
        self.assertIn("transferred", part.owner_history.mapped("how"))

    def test_everything_that_stands_against_it_is_said_at_once(self):
        gone = self._create_unit(serial="SN-GONE")
        gone.state = "returned"
        theirs = self._create_unit(serial="SN-THEIRS", partner_id=self.other.id)
        wizard = self._open(self.unit | gone | theirs, transfer_date="2026-01-01")
        with self.assertRaises(UserError) as caught:
            wizard.action_transfer()
        message = str(caught.exception)
        self.assertEqual(len(message.splitlines()), 4)
        for words in ("Proof", "SN-GONE", "Laoshan Hospital", "2026-01-10"):
            self.assertIn(words, message)
        self.assertEqual(self.unit.partner_id, self.customer)

    def test_nothing_is_transferred_in_the_future(self):
        wizard = self._open(transfer_date="2026-03-03")
        wizard.proof_ids = self._proof()
        with self.assertRaisesRegex(UserError, "future"):
            wizard.action_transfer()

    def test_a_customer_typed_wrong_is_corrected_in_place(self):
        self.unit.with_user(self.dispatcher).partner_id = self.other
        self.assertEqual(
            self._history(self.unit), [("Laoshan Hospital", "2026-01-10", "-", "sold")]
        )
        self.unit.with_user(self.dispatcher).partner_id = False
        self.assertEqual(
            self._history(self.unit),
            [("Laoshan Hospital", "2026-01-10", "2026-03-02", "sold")],
        )

    def test_who_may_transfer(self):
        for role in ("technician", "storekeeper", "finance", "inspector"):
            user = (
                self.technician_user
                if role == "technician"
                else self._create_user(role)
            )
            with self.subTest(role), self.assertRaises(AccessError):
                self._open(user=user)
        wizard = self._open(user=self._create_user("outlet_manager"))
        wizard.proof_ids = self._proof(wizard.env.user)
        wizard.action_transfer()
        self.assertEqual(self.unit.partner_id, self.other)

    def test_the_history_is_written_by_nobody_but_the_unit(self):
        row = self.unit.owner_history
        for user in (self.dispatcher, self._create_user("service_manager")):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"how": "registered"})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()

    def test_a_technician_reads_owners_of_his_units_only(self):
        Owner = self.env["aftersales.equipment.owner"].with_user(self.technician_user)
        mine = [("equipment_id", "=", self.unit.id)]
        self.assertFalse(Owner.search(mine))
        self._create_order(equipment_id=self.unit.id, technician_id=self.technician.id)
        self.assertTrue(Owner.search(mine))

    def test_a_portal_customer_reads_no_history(self):
        portal = self.env["res.users"].create(
            {
                "name": "Director Li",
                "login": "test_portal_owner",
                "partner_id": self.customer.id,
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        self.assertEqual(self.unit.with_user(portal).serial, "SN-7")
        with self.assertRaises(AccessError):
            self.unit.owner_history.with_user(portal).read(["partner_id"])

    def test_twenty_units_cost_as_many_queries_as_two(self):
        def measure(count, prefix):
            units = self.env["aftersales.equipment"].create(
                [
                    {
                        "product_id": self.product.id,
                        "serial": f"{prefix}{n}",
                        "partner_id": self.customer.id,
                    }
                    for n in range(count)
                ]
            )
            wizard = self._open(units)
            wizard.proof_ids = self._proof()
            return self._count_queries(wizard.action_transfer)

        measure(2, "W")  # warm the registry caches
        self.assertEqual(measure(2, "A"), measure(20, "B"))
