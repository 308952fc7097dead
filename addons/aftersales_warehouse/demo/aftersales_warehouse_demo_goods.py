from datetime import timedelta

from odoo import Command, api, fields, models

from odoo.addons.aftersales_service.models.signoff import SIGNING

NOTE_PIECES = 14
GOOD, BAD, EXPECTED = 8, 1, 10


class AftersalesWarehouseDemo(models.AbstractModel):
    """Goods come and go at Jinan: a receipt with differences, notes that wait."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_goods(self):
        outlet = self._ref("outlet_jn")
        if not outlet.warehouse_id:
            self._stock_outlet(outlet)
        self.env.company.write(
            {
                "aftersales_check_receipts": True,
                "aftersales_sign_issues": True,
                "aftersales_quality_partner_id": self._create_own(
                    "res.partner",
                    "quality_partner",
                    {
                        "name": self._text(
                            ("Branch Management, Head Office", "总公司分管部")
                        ),
                        "email": "branches@example.com",
                        "company_id": self.env.company.id,
                    },
                ).id,
            }
        )
        parts = self.env["product.product"].search(
            [
                ("categ_id", "=", self._ref("category_part").id),
                ("tracking", "=", "none"),
            ],
            limit=3,
        )
        self._load_receipts(outlet, parts)
        self._load_issues(outlet, parts)

    @api.model
    def _load_receipts(self, outlet, parts):
        """One booked with a damaged and a missing piece, one that waits at the door."""
        self._create_receipt(outlet, parts[:2], "goods_receipt_waiting")
        keeper = self._ref("user_storekeeper")
        receipt = self._create_receipt(outlet, parts, "goods_receipt_differing")
        receipt = receipt.with_user(keeper)
        receipt.action_prepare_receipt_check()
        receipt.receipt_line_ids.write({"counted_quantity": EXPECTED})
        receipt.receipt_line_ids[0].write(
            {
                "counted_quantity": GOOD,
                "bad_quantity": BAD,
                "packaging_check": "not_ok",
                "kind": "damaged",
                "cause": "transport",
                "note": self._text(("Carton torn open", "纸箱破损")),
            }
        )
        receipt.action_agree_receipt()
        receipt.action_book_receipt(
            {
                "note_number": "QD-2207",
                "note_date": fields.Date.to_string(self._today()),
                "note_pieces": NOTE_PIECES,
            }
        )
        damaged = receipt.feedback_ids.filtered(lambda one: one.kind == "damaged")
        judge = damaged.with_user(self._ref("user_manager"))
        judge.decision_note = self._text(
            ("The driver signed for a sound carton.", "司机签收时外箱完好。")
        )
        judge.action_decide()

    @api.model
    def _create_receipt(self, outlet, parts, name):
        warehouse = outlet.warehouse_id
        source = self.env.ref("stock.stock_location_suppliers")
        return self._create_transfer(
            name, warehouse.in_type_id, source, warehouse.lot_stock_id, parts, EXPECTED
        )

    @api.model
    def _load_issues(self, outlet, parts):
        """Signed by one of three; issued by phone, signatures late; issued in order."""
        head, finance = self._ref("user_outlet"), self._ref("user_finance")
        keeper, manager = self._ref("user_storekeeper"), self._ref("user_manager")
        waiting = self._create_issue(outlet, parts[0], "goods_issue_waiting")
        waiting.with_user(head).action_sign("issue_head")

        urgent = self._create_issue(outlet, parts[1], "goods_issue_urgent")
        urgent.with_user(keeper)._release_by_phone(
            finance,
            fields.Datetime.now(),
            self._text(("The school opens tomorrow", "学校明日开学")),
        )
        urgent.with_user(keeper).button_validate()
        urgent.signoff_ids.with_context(_aftersales_signing=SIGNING).write(
            {"deadline": self._moment(-1, 0) + timedelta(hours=10)}
        )
        urgent.with_user(head).action_sign("issue_head")

        orderly = self._create_issue(outlet, parts[2], "goods_issue_done")
        for user, role in (
            (head, "issue_head"),
            (manager, "issue_operations"),
            (finance, "issue_finance"),
        ):
            orderly.with_user(user).action_sign(role)
        orderly.with_user(keeper).button_validate()

    @api.model
    def _create_issue(self, outlet, part, name):
        warehouse = outlet.warehouse_id
        dest = self.env.ref("stock.stock_location_customers")
        issue = self._create_transfer(
            name, warehouse.out_type_id, warehouse.lot_stock_id, dest, part, 1
        )
        issue.write(
            {
                "taker_kind": "deliverer",
                "taker_name": self._text(("Driver Zhao", "赵司机")),
                "taker_signature": self._get_signature(),
            }
        )
        return issue

    @api.model
    def _create_transfer(self, name, kind, source, dest, parts, quantity):
        transfer = self._create_own(
            "stock.picking",
            name,
            {
                "picking_type_id": kind.id,
                "partner_id": self.env.company.partner_id.id,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": part.id,
                            "product_uom_qty": quantity,
                            "location_id": source.id,
                            "location_dest_id": dest.id,
                        }
                    )
                    for part in parts
                ],
            },
        )
        transfer.action_confirm()
        transfer.action_assign()
        return transfer
