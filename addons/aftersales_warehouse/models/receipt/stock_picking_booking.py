from odoo import fields, models

from ...tools import quality_flow

# Who may read quality feedback at all.
FEEDBACK_READERS = ",".join(
    f"aftersales_service.group_{role}"
    for role in ("outlet_manager", "dispatcher", "storekeeper", "finance", "inspector")
)


class StockPicking(models.Model):
    """What was really there is booked; each difference becomes a quality feedback.

    Good pieces of the note go where the host sends them. Bad ones the note covers go
    to the nonconforming place by a move of their own; what the note does not cover
    goes there by a transfer of its own, so that no purchase takes it for its goods.
    """

    _inherit = "stock.picking"

    aftersales_difference_of_id = fields.Many2one(
        "stock.picking",
        string="Difference Found At",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The receipt at whose check these goods were found that the note does "
        "not name.",
    )
    feedback_ids = fields.One2many(
        "aftersales.quality.feedback", "picking_id", groups=FEEDBACK_READERS
    )
    feedback_count = fields.Integer(
        string="Number of Quality Feedbacks",
        compute="_compute_feedback_count",
        groups=FEEDBACK_READERS,
    )

    def _compute_feedback_count(self):
        counts = dict(
            self.env["aftersales.quality.feedback"]._read_group(
                [("picking_id", "in", self.ids)], ["picking_id"], ["__count"]
            )
        )
        for picking in self:
            picking.feedback_count = counts.get(picking, 0)

    def action_view_quality_feedbacks(self):
        """The differences found at this receipt."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_quality_feedback_action"
        )
        return {
            **action,
            "domain": [("picking_id", "in", self.ids)],
            "context": {"default_picking_id": self.id if len(self) == 1 else False},
        }

    # -- validated by the host -------------------------------------------------------

    def button_validate(self):
        """A signed check is booked as it was counted, from whichever button."""
        receipts = self.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel")
                and picking.goods_operation == "receipt"
            )
        )
        if not receipts or self._is_goods_step():
            return super().button_validate()
        result = receipts._validate_receipts()
        others = self - receipts
        return super(StockPicking, others).button_validate() if others else result

    def _validate_receipts(self):
        self._refuse_goods(self._get_receipt_problems())
        counted = {picking: picking.sudo()._apply_count() for picking in self}
        closed = self.filtered(lambda picking: picking.shortage_action == "close")
        step = self._in_goods_step().with_context(
            skip_backorder=True, picking_ids_not_to_backorder=closed.ids
        )
        result = step.button_validate()
        if any(picking.state != "done" for picking in self):
            # Some addon asks something first; its answer comes back here.
            return result
        for picking, lines in counted.items():
            picking.sudo()._book_apart(lines)
            # Whoever signed the check reports what it found.
            picking.sudo()._write_feedbacks(lines)
        self._in_goods_step().write({"aftersales_booked_at": fields.Datetime.now()})
        return result

    def _check_goods_papers(self, moves) -> None:
        """The gate of every done move; nothing is asked of other transfers."""
        outlets = self.sudo().filtered("aftersales_outlet_id").with_env(self.env)
        by_operation = outlets.grouped("goods_operation")
        receipts = by_operation.get("receipt", self.browse())
        problems = []
        if receipts and not self._is_goods_step():
            problems += receipts._get_receipt_problems() or [
                self.env._(
                    "%(transfers)s: book what was counted with “Validate”.",
                    transfers=", ".join(receipts.mapped("name")),
                )
            ]
        issues = by_operation.get("issue", self.browse())
        problems += issues._get_issue_problems(moves)
        self._refuse_goods(problems)
        issues._fix_issue_content()

    def _get_issue_problems(self, moves) -> list[str]:
        """Why goods may not leave; issues are the subject of the next room."""
        return []

    def _fix_issue_content(self) -> None:
        """Called when goods leave."""

    def _get_receipt_problems(self) -> list[str]:
        return [
            self.env._(
                "%(transfer)s: count the goods against the delivery note and sign the "
                "check first (“Check Goods”). Missing: %(missing)s.",
                transfer=picking.name,
                missing=picking.sudo().signoff_missing,
            )
            for picking in self
            if not picking.sudo().is_signed_off
        ]

    # -- booked ----------------------------------------------------------------------

    def _apply_count(self) -> list:
        """Set the host's moves to what was counted.

        :return: the lines with what becomes of them
        """
        self.ensure_one()
        counted = self.receipt_line_ids._get_counted()
        by_move: dict = {}
        for item in counted:
            by_move.setdefault(item.line.move_id, []).append(item)
        for move in self.move_ids.filtered(lambda move: move.state != "cancel"):
            move._apply_receipt_count(by_move.get(move, []))
        return counted

    def _book_apart(self, counted: list) -> None:
        """Pieces the note does not name, by a transfer of their own (R206).

        What a supplier sent too much is his until it is decided on.
        """
        beside = [
            (item, item.outcome.over + item.outcome.over_bad)
            for item in counted
            if item.outcome.over or item.outcome.over_bad
        ]
        if not beside:
            return
        place = self._get_goods_warehouse()._get_quality_place(
            quality_flow.keeper(None)
        )
        transfer = self._in_goods_step().create(self._prepare_apart_vals(place))
        moves = self.env["stock.move"].create(
            [
                {
                    **item.line._prepare_apart_move_vals(quantity),
                    "picking_id": transfer.id,
                    "location_id": self.location_id.id,
                    "location_dest_id": place.id,
                }
                for item, quantity in beside
            ]
        )
        moves._action_confirm(merge=False)
        for move, piece in zip(moves, beside, strict=True):
            move._set_counted([piece])
        transfer._in_goods_step().with_context(skip_backorder=True).button_validate()

    def _prepare_apart_vals(self, place) -> dict:
        self.ensure_one()
        is_supplier = self.location_id.usage == "supplier"
        return {
            "picking_type_id": self.picking_type_id.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "location_id": self.location_id.id,
            "location_dest_id": place.id,
            "owner_id": is_supplier and self.partner_id.id,
            "origin": self.name,
            "aftersales_difference_of_id": self.id,
            "note_number": self.note_number,
            "note_date": self.note_date,
            "note_pieces": self.note_pieces,
        }

    def _get_goods_warehouse(self):
        self.ensure_one()
        return self.picking_type_id.warehouse_id

    def _write_feedbacks(self, counted: list) -> None:
        """One quality feedback a difference, reported at once (R205)."""
        self.ensure_one()
        apart = self.search([("aftersales_difference_of_id", "=", self.id)])
        moves = (self | apart).move_ids.filtered(lambda move: move.state == "done")
        vals_list = []
        for item in counted:
            for vals in item.line._prepare_feedback_vals(item.outcome):
                move = moves._find_moved(item.line, vals["kind"])
                place = move.location_dest_id
                is_apart = place.aftersales_quality == "nonconforming"
                vals_list.append(
                    {
                        **vals,
                        "move_id": (move or item.line.move_id).id,
                        "lot_id": item.lot_vals.get("lot_id"),
                        "location_id": is_apart and place.id,
                    }
                )
        feedbacks = self.env["aftersales.quality.feedback"].create(vals_list)
        feedbacks._transition("report")
        feedbacks._tell()
