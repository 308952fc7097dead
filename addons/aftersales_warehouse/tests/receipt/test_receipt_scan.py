from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestReceiptScan(GoodsCase):
    """Codes are read by the host's nomenclature and counted by the right line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.safe = cls._create_goods("Safe", tracking="serial", barcode="4006381333931")
        cls.paint = cls._create_goods("Paint", tracking="lot", barcode="0614141007349")
        cls.picking = cls._create_transfer(
            "receipt", [(cls.goods, 3), (cls.safe, 2), (cls.paint, 12)]
        ).with_user(cls.storekeeper)
        cls.picking.action_prepare_receipt_check()

    def _get_counted(self, product):
        return [
            (line.lot_name or "", line.counted_quantity)
            for line in self.picking.receipt_line_ids
            if line.product_id == product
        ]

    def _use_gs1(self):
        self.company.nomenclature_id = self.env.ref(
            "barcodes_gs1_nomenclature.default_gs1_nomenclature"
        )

    def test_an_ean_or_an_article_number_counts_a_piece(self):
        self.picking.action_scan_receipt("6901234567892")
        data = self.picking.action_scan_receipt(" D-100 ")
        self.assertEqual(self._get_counted(self.goods), [("", 2)])
        line = self.picking.receipt_line_ids.browse(data["line_id"])
        self.assertEqual(line.model_check, "ok")

    def test_gs1_brings_lot_and_quantity(self):
        self._use_gs1()
        self.picking.action_scan_receipt("01006141410073491012AB\x1d3712")
        self.assertEqual(self._get_counted(self.paint), [("12AB", 12)])

    def test_gs1_serials_are_counted_one_by_one(self):
        self._use_gs1()
        for serial in ("S1", "S2", "S3"):
            self.picking.action_scan_receipt(f"010400638133393121{serial}")
        self.assertEqual(
            self._get_counted(self.safe), [("S1", 1), ("S2", 1), ("S3", 1)]
        )
        counted = {
            item.line.lot_name: item.outcome
            for item in self.picking.receipt_line_ids._get_counted()
            if item.line.product_id == self.safe
        }
        self.assertEqual(counted["S3"].over, 1)

    def test_serials_become_the_host_s(self):
        self._use_gs1()
        self.picking.action_scan_receipt("010400638133393121S1")
        self.picking.action_scan_receipt("010400638133393121S2")
        self.picking.receipt_line_ids.write(
            {"marking_check": "ok", "packaging_check": "ok"}
        )
        self.picking.action_book_receipt({**self.NOTE, "shortage_action": "close"})
        lots = self.env["stock.lot"].search([("product_id", "=", self.safe.id)])
        self.assertEqual(sorted(lots.mapped("name")), ["S1", "S2"])
        self.assertEqual(lots.location_id, self.warehouse.lot_stock_id)

    def test_the_same_serial_twice_is_refused(self):
        line = self.picking.receipt_line_ids.filtered(
            lambda one: one.product_id == self.safe
        )
        line.write(
            {
                "lot_name": "S9",
                "counted_quantity": 2,
                **dict.fromkeys(
                    ("model_check", "marking_check", "packaging_check"), "ok"
                ),
            }
        )
        with self.assertRaisesRegex(UserError, "one piece"):
            self.picking.action_book_receipt(self.NOTE)

    def test_a_packaging_counts_what_is_in_it(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.env["product.uom"].create(
            {"product_id": self.goods.id, "uom_id": dozen.id, "barcode": "BOX-12"}
        )
        self.picking.action_scan_receipt("BOX-12")
        self.assertEqual(self._get_counted(self.goods), [("", 12)])

    def test_a_known_lot_is_found_by_its_number(self):
        self._create_lot("P-77", self.paint)
        self.picking.action_scan_receipt("P-77")
        self.assertEqual(self._get_counted(self.paint), [("P-77", 1)])

    def test_what_nobody_knows_is_refused_with_its_cure(self):
        with self.assertRaisesRegex(UserError, "999"):
            self.picking.action_scan_receipt("999")

    def test_only_what_is_counted_is_written_from_the_screen(self):
        line = self.picking.receipt_line_ids[0]
        self.picking.action_count_receipt(line.id, {"counted_quantity": 3})
        self.assertEqual(line.counted_quantity, 3)
        with self.assertRaises(UserError):
            self.picking.action_count_receipt(line.id, {"note_quantity": 3})
        with self.assertRaises(UserError):
            self.picking.action_count_receipt(0, {"counted_quantity": 3})

    def test_goods_from_head_office_are_expected_by_lot(self):
        self._receive(
            self.head_office, self.paint, 5, lot=self._create_lot("A", self.paint)
        )
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.head_office.lot_stock_id.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.paint.id,
                            "product_uom_qty": 5,
                            "location_id": self.head_office.lot_stock_id.id,
                            "location_dest_id": self.warehouse.lot_stock_id.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        check = self._check(picking)
        self.assertEqual(check.receipt_line_ids.lot_name, "A")
        bad = {"counted_quantity": 4, "bad_quantity": 1, "kind": "damaged"}
        self._receive_checked(picking, (self.paint, {**bad, "cause": "transport"}))
        stock = self.warehouse.lot_stock_id
        self.assertEqual(self._get_on_hand(self.paint, stock), 4)
        self.assertEqual(self._get_on_hand(self.paint, self._get_place()), 1)
        self.assertEqual(
            self._get_on_hand(self.paint, self.head_office.lot_stock_id), 0
        )
