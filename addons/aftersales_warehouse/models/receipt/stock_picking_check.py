from odoo import api, fields, models

from ...tools import receipt_check


class StockPicking(models.Model):
    """The check of a receipt: the delivery note line by line, and its signature."""

    _inherit = "stock.picking"

    aftersales_booked_at = fields.Datetime(
        string="Check Booked",
        readonly=True,
        copy=False,
        help="When the counted goods were booked.",
    )
    shortage_action = fields.Selection(
        [("backorder", "To Come Later"), ("close", "Not to Come")],
        string="What Is Short Is",
        default="backorder",
        copy=False,
    )
    receipt_state = fields.Selection(
        [
            ("to_check", "To Check"),
            ("counted", "To Sign"),
            ("signed", "Signed"),
            ("booked", "Booked In"),
        ],
        string="Goods Check",
        compute="_compute_receipt_state",
        compute_sudo=True,
    )

    @api.depends(
        "goods_operation",
        "aftersales_booked_at",
        "receipt_line_ids.counted_quantity",
        "receipt_line_ids.bad_quantity",
        "signoff_ids.state",
    )
    def _compute_receipt_state(self):
        for picking in self:
            if picking.goods_operation != "receipt":
                picking.receipt_state = False
            elif picking.aftersales_booked_at:
                picking.receipt_state = "booked"
            elif picking.is_signed_off:
                picking.receipt_state = "signed"
            else:
                is_counted = any(
                    line.counted_quantity or line.bad_quantity
                    for line in picking.receipt_line_ids
                )
                picking.receipt_state = "counted" if is_counted else "to_check"

    # -- lines -----------------------------------------------------------------------

    def action_prepare_receipt_check(self):
        """Lines of the delivery note from what is expected; what was counted stays."""
        self._check_goods_role("storekeeper")
        new = self.filtered(
            lambda picking: (
                picking.goods_operation == "receipt"
                and picking.state not in ("done", "cancel")
            )
        )
        known = new.receipt_line_ids.move_id
        moves = new.move_ids.filtered(lambda move: move.state != "cancel") - known
        vals_list = [vals for move in moves for vals in move._prepare_receipt_lines()]
        self.env["aftersales.receipt.line"].create(vals_list)

    def action_agree_receipt(self):
        """Model, marking and packaging of what was counted agree, where nothing else
        was said. Quantities are counted and never taken from the note."""
        self._check_goods_role("storekeeper")
        self.receipt_line_ids._agree()

    def action_open_receipt_check(self):
        """The screen for counting, on a phone or at the desk."""
        self.ensure_one()
        self.action_prepare_receipt_check()
        action = self.env["ir.actions.client"]._for_xml_id(
            "aftersales_warehouse.aftersales_receipt_check_action"
        )
        return {**action, "context": {"active_id": self.id}}

    # -- signed ----------------------------------------------------------------------

    def _get_receipt_content(self) -> dict:
        return {
            "note": self.note_number or "",
            "date": self.note_date,
            "pieces": self.note_pieces,
            "from": [self.partner_id.id, self.partner_id.name or ""],
            "lines": [
                line._get_content() for line in self.receipt_line_ids.sorted("id")
            ],
        }

    def _get_check_problems(self) -> list[str]:
        """What the check lacks before it can be signed (R203, R204)."""
        labels = {
            "number": self.env._("number of the delivery note"),
            "date": self.env._("date of the delivery note"),
            "pieces": self.env._("pieces on the note"),
            "counted": self.env._("what was counted"),
        }
        problems = []
        for picking in self:
            lines = picking.receipt_line_ids
            counted = sum(lines.mapped("counted_quantity"))
            missing = receipt_check.missing_formalities(
                picking.note_number,
                picking.note_date,
                picking.note_pieces,
                counted + sum(lines.mapped("bad_quantity")),
            )
            if missing:
                problems.append(
                    self.env._(
                        "%(transfer)s: fill in %(missing)s. Goods are booked by a "
                        "complete delivery note only.",
                        transfer=picking.name,
                        missing=", ".join(labels[name] for name in missing),
                    )
                )
            problems += [
                f"{picking.name}: {text}"
                for line in lines
                for text in line._get_problems()
            ]
        return problems

    def _sign(self, role, signature=None, note=None) -> None:
        receipts = self.filtered(lambda picking: picking.goods_operation == "receipt")
        receipts._refuse_goods(receipts._get_check_problems())
        return super()._sign(role, signature, note)
