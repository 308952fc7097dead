from base64 import b64decode

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...tools import note_scan

COUNTABLE = frozenset(
    {
        "lot_name",
        "counted_quantity",
        "bad_quantity",
        "note_packages",
        "counted_packages",
        "model_check",
        "marking_check",
        "packaging_check",
        "kind",
        "cause",
        "note",
    }
)


class StockPicking(models.Model):
    """Counting by scan: the host's nomenclature reads the code, the line counts it."""

    _inherit = "stock.picking"

    def action_get_receipt_check(self):
        """All that the screen of the check shows."""
        self.ensure_one()
        self._check_goods_role("storekeeper", "outlet_manager", "finance")
        line_fields = self.env["aftersales.receipt.line"]._fields
        return {
            "id": self.id,
            "name": self.name,
            "partner": self.partner_id.name or self.location_id.display_name,
            "state": self.receipt_state,
            "note_number": self.note_number or "",
            "note_date": str(self.note_date or ""),
            "note_pieces": self.note_pieces,
            "shortage_action": self.shortage_action,
            "lines": [line._get_screen_row() for line in self.receipt_line_ids],
            "labels": {
                name: line_fields[name]._description_selection(self.env)
                for name in ("kind", "cause", "model_check")
            },
        }

    def action_scan_receipt(self, code: str):
        """Count what a code stands for; answers with the screen's data and the line.

        :param code: as the scanner reads it, or typed
        """
        self.ensure_one()
        self._check_goods_role("storekeeper")
        scan = self._read_code(code.strip())
        line = self._count_scan(scan)
        return {**self.action_get_receipt_check(), "line_id": line.id}

    def action_count_receipt(self, line_id: int, vals: dict):
        """Write down what was seen of a line.

        :param line_id: the line
        :param vals: fields of the line that the storekeeper fills in
        """
        self.ensure_one()
        self._check_goods_role("storekeeper")
        if not COUNTABLE.issuperset(vals):
            self._refuse_goods([self._get_line_problem()])
        self._get_checked_line(line_id).write(vals)
        return self.action_get_receipt_check()

    def action_photograph_receipt(self, line_id: int, name: str, data: str):
        """Keep a photo of what is wrong with a line.

        :param line_id: the line
        :param name: of the file
        :param data: the picture in base64
        """
        self.ensure_one()
        self._check_goods_role("storekeeper")
        line = self._get_checked_line(line_id)
        if not guess_mimetype(b64decode(data)).startswith("image/"):
            raise UserError(self.env._("%(name)s is no picture.", name=name))
        line.photo_ids += self.env["ir.attachment"].create(
            {
                "name": name,
                "datas": data,
                "res_model": line._name,
                "res_id": line.id,
            }
        )
        return self.action_get_receipt_check()

    def _get_checked_line(self, line_id: int):
        line = self.receipt_line_ids.filtered(lambda one: one.id == line_id)
        if not line:
            self._refuse_goods([self._get_line_problem()])
        return line

    def _get_line_problem(self) -> str:
        return self.env._(
            "%(transfer)s has no such line. Load the check again.", transfer=self.name
        )

    def action_book_receipt(self, vals: dict | None = None):
        """Sign as storekeeper what was counted, and book it.

        :param vals: number, date and pieces of the note, if they were typed now
        """
        self._check_goods_role("storekeeper")
        allowed = {"note_number", "note_date", "note_pieces", "shortage_action"}
        typed = {name: (vals or {})[name] for name in allowed.intersection(vals or ())}
        if typed:
            self.write(typed)
        for picking in self.filtered(lambda one: not one.is_signed_off):
            roles = picking._get_missing_roles()
            mine = roles.filtered(
                lambda role, one=picking: one._may_sign_as(role, one.env.user)
            )
            if mine:
                picking._sign(mine[0].id)
        self.button_validate()
        return {
            "feedbacks": self.feedback_ids.mapped("display_name"),
            "backorders": self.backorder_ids.mapped("name"),
        }

    # -- what a code says ------------------------------------------------------------

    def _read_code(self, code: str) -> note_scan.Scan:
        """Product, lot and quantity of a code; what nobody knows is refused."""
        facts = self.company_id._take_code_apart(code)
        product, quantity = self.company_id._find_product_by_code(
            facts.get("product") or code, self.receipt_line_ids.product_id
        )
        lot = facts.get("lot")
        if not product:
            product, lot = self._find_scanned_lot(str(lot or code))
        if not product:
            raise UserError(
                self.env._(
                    "Nothing is known by the code %(code)s. Scan the article, its lot "
                    "or serial number, or type the article number.",
                    code=code,
                )
            )
        return note_scan.Scan(product.id, lot, facts.get("quantity") or quantity)

    def _find_scanned_lot(self, name: str):
        """A lot that the note names, or one that is in stock anywhere."""
        line = self.receipt_line_ids.filtered(lambda one: one.lot_name == name)[:1]
        lot = self.env["stock.lot"].search(
            [("name", "=", name), ("company_id", "in", (self.company_id.id, False))],
            limit=1,
        )
        return line.product_id or lot.product_id, name

    def _count_scan(self, scan: note_scan.Scan):
        """Add what was scanned to its line, or make one for what is not expected."""
        lines = self.receipt_line_ids
        key = note_scan.choose_line(
            scan,
            [
                note_scan.Line(
                    line.id,
                    line.product_id.id,
                    line.lot_name or None,
                    line.note_quantity,
                    line.counted_quantity,
                )
                for line in lines
            ],
        )
        line = lines.browse(key) if key else self._add_scanned_line(scan)
        pieces = line.product_id.uom_id._compute_quantity(
            scan.quantity or 1.0, line.product_uom_id
        )
        vals = {"model_check": line.model_check or "ok"}
        if scan.lot and not line.lot_name:
            vals["lot_name"] = scan.lot
        line.write({**vals, "counted_quantity": line.counted_quantity + pieces})
        return line

    def _add_scanned_line(self, scan: note_scan.Scan):
        """Another lot of an expected article belongs to its move."""
        move = self.receipt_line_ids.filtered(
            lambda line: line.product_id.id == scan.product
        ).move_id[:1]
        vals = {
            "picking_id": self.id,
            "move_id": move.id,
            "product_id": scan.product,
            "lot_name": scan.lot,
        }
        if move:
            vals["product_uom_id"] = move.product_uom.id
        return self.env["aftersales.receipt.line"].create(vals)
