from unittest.mock import patch

from odoo import Command

from odoo.addons.aftersales_service.tests.common import AftersalesCase

from ..common import WarehouseCase

SIGNATURE = AftersalesCase.FINISH_VALS["signature"]


class GoodsCase(WarehouseCase):
    """Outlets whose receipts are checked and whose issues are signed for."""

    @classmethod
    def _setup_basic_records(cls):
        super()._setup_basic_records()
        cls.company.write(
            {"aftersales_check_receipts": True, "aftersales_sign_issues": True}
        )
        cls.supplier = cls.env["res.partner"].create({"name": "Steel Works"})
        cls.lamp = cls._create_goods("Desk Lamp", default_code="L-100")
        cls.goods.write({"default_code": "D-100", "barcode": "6901234567892"})

    @classmethod
    def _setup_users(cls):
        super()._setup_users()
        cls.service_manager = cls._create_user("service_manager")
        cls.operations = cls._create_user("reader", login="test_operations")
        cls.operations.group_ids = [
            Command.link(
                cls.env.ref("aftersales_warehouse.group_operations_supervisor").id
            )
        ]
        cls.people = {
            "issue_head": cls.outlet_manager,
            "issue_operations": cls.operations,
            "issue_finance": cls.finance,
        }

    def setUp(self):
        super().setUp()
        # Jobs commit; a test does not.
        Cron = self.env.registry["ir.cron"]
        self.startPatcher(patch.object(Cron, "_commit_progress", return_value=60))

    @classmethod
    def _create_transfer(cls, kind, lines, warehouse=None, **vals):
        """A ready transfer; lines: (product, quantity) or further values of moves."""
        warehouse = warehouse or cls.warehouse
        is_receipt = kind == "receipt"
        source, dest = cls.suppliers, warehouse.lot_stock_id
        if not is_receipt:
            source, dest = warehouse.lot_stock_id, cls.customers
        kind_type = warehouse.in_type_id if is_receipt else warehouse.out_type_id
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": kind_type.id,
                "partner_id": (cls.supplier if is_receipt else cls.customer).id,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": source.id,
                            "location_dest_id": dest.id,
                        }
                    )
                    for product, quantity in lines
                ],
                **vals,
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    NOTE = {"note_number": "DN-77", "note_date": "2026-03-02", "note_pieces": 12}

    def _check(self, picking, *counts, **note):
        """The storekeeper counts: (product, values of its line), all agrees else."""
        check = picking.with_user(self.storekeeper)
        check.action_prepare_receipt_check()
        check.write({**self.NOTE, **note})
        for product, vals in counts:
            line = check.receipt_line_ids.filtered(
                lambda one, product=product: one.product_id == product
            )
            line[:1].write(vals)
        for line in check.receipt_line_ids:
            line.write(
                {
                    name: line[name] or "ok"
                    for name in ("model_check", "marking_check", "packaging_check")
                }
            )
        return check

    def _receive_checked(self, picking, *counts, **note):
        check = self._check(picking, *counts, **note)
        check.action_sign("receipt_storekeeper")
        check.button_validate()
        return check

    def _sign_issue(self, picking, *codes):
        for code in codes or self.people:
            picking.with_user(self.people[code]).action_sign(code)

    def _take(self, picking):
        picking.write({"taker_name": "Driver Zhao", "taker_signature": SIGNATURE})

    def _get_on_hand(self, product, place, owner=False):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", place.id),
                ("owner_id", "=", owner and owner.id),
            ]
        )
        return sum(quants.mapped("quantity"))

    def _get_place(self, keeper="head_office", warehouse=None):
        return (warehouse or self.warehouse)._get_quality_place(keeper)
