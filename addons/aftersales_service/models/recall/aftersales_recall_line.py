from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import recall_flow


class AftersalesRecallLine(models.Model):
    """One affected unit, or one lot as far as one holds it: where it is, what is done.

    Rows come from the recall's selection only, and change by steps only: who could
    write them could take the lock off a lot.
    """

    _name = "aftersales.recall.line"
    _description = "Unit of a Recall"
    _inherit = ["aftersales.flow.mixin"]
    _order = "recall_id desc, id"
    _rec_name = "serial"
    _check_company_auto = True

    _flow_roles = recall_flow.LINE_ROLES
    _flow_moments = recall_flow.LINE_MOMENTS

    recall_id = fields.Many2one(
        "aftersales.recall",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    recall_state = fields.Selection(
        related="recall_id.state", string="State of the Recall"
    )
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="restrict"
    )
    serial = fields.Char(readonly=True)
    quantity = fields.Float(readonly=True, digits="Product Unit", default=1.0)

    # -- where it is ---------------------------------------------------------------
    place = fields.Selection(
        [
            ("in_stock", "In Stock"),
            ("in_transit", "In Transit"),
            ("at_customer", "At the Customer"),
            ("scrapped", "Scrapped"),
            ("unknown", "Unknown"),
        ],
        required=True,
        readonly=True,
        default="unknown",
    )
    is_in_house = fields.Boolean(string="In Our Hands", readonly=True)
    location_id = fields.Many2one("stock.location", readonly=True)
    picking_ids = fields.Many2many(
        "stock.picking",
        string="Open Transfers",
        compute="_compute_picking_ids",
        help="Transfers that hold this number and are not done.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", readonly=True, index="btree_not_null"
    )
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    region_id = fields.Many2one("res.country.state", readonly=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet", readonly=True, index="btree_not_null"
    )

    # -- what is done ----------------------------------------------------------------
    state = fields.Selection(
        [
            ("found", "Found"),
            ("notified", "Notified"),
            ("answered", "Answered"),
            ("scheduled", "Scheduled"),
            ("done", "Done"),
            ("unreachable", "Not Reached"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        default="found",
        group_expand=True,
    )
    answer = fields.Selection(
        [
            ("mine", "Still Mine"),
            ("appointment", "Wants an Appointment"),
            ("sold", "Sold On"),
            ("scrapped", "Scrapped"),
        ],
        string="Last Answer",
        readonly=True,
    )
    answer_ids = fields.One2many("aftersales.recall.answer", "line_id", "Answers")
    notice_ids = fields.Many2many(
        "aftersales.recall.notice",
        relation="aftersales_recall_notice_line_rel",
        column1="line_id",
        column2="notice_id",
        string="Notices",
        readonly=True,
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    notified_at = fields.Datetime(string="Notified", readonly=True)
    answered_at = fields.Datetime(string="Answered", readonly=True)
    done_at = fields.Datetime(string="Done", readonly=True)
    done_note = fields.Char(string="How It Was Done", readonly=True)

    _state_idx = models.Index("(recall_id, state, place)")
    _unit_uniq = models.UniqueIndex(
        "(recall_id, equipment_id) WHERE equipment_id IS NOT NULL",
        "This unit is in the recall already.",
    )
    _lot_uniq = models.UniqueIndex(
        "(recall_id, lot_id, is_in_house, COALESCE(partner_id, 0))"
        " WHERE lot_id IS NOT NULL AND equipment_id IS NULL",
        "This lot is in the recall already.",
    )
    _bulk_uniq = models.UniqueIndex(
        "(recall_id, product_id, location_id)"
        " WHERE lot_id IS NULL AND equipment_id IS NULL",
        "This stock is in the recall already.",
    )
    _order_uniq = models.UniqueIndex(
        "(order_id) WHERE order_id IS NOT NULL",
        "This service order belongs to another unit of a recall.",
    )
    # The public check types a serial as it stands on the plate.
    _serial_idx = models.Index("(UPPER(serial) text_pattern_ops)")

    @api.depends("serial", "product_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = " · ".join(
                filter(None, (line.product_id.display_name, line.serial))
            )

    def _compute_picking_ids(self):
        """One query for the open transfers of all lots shown."""
        pickings = dict(
            self.env["stock.move.line"]._read_group(
                [
                    ("lot_id", "in", self.lot_id.ids),
                    ("state", "not in", ("done", "cancel")),
                    ("picking_id", "!=", False),
                ],
                ["lot_id"],
                ["picking_id:recordset"],
            )
        )
        for line in self:
            line.picking_ids = pickings.get(line.lot_id, False)

    def _get_flow(self):
        return recall_flow.LINE_FLOW

    def _prepare_transition_vals(self, step: str) -> dict:
        vals = super()._prepare_transition_vals(step)
        if step == "release":
            vals["state"] = recall_flow.released_state(
                bool(self.answer), bool(self.notified_at)
            )
        elif step == "redo":
            vals["done_at"] = False
        return vals

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "notify": self.env._("Notified"),
            "answer": self.env._("Record Answer"),
            "schedule": self.env._("Raise Orders"),
            "miss": self.env._("Not Reached"),
            "refuse": self.env._("Refused"),
            "finish": self.env._("Done"),
            "release": self.env._("Order Dropped"),
            "redo": self.env._("Order Reopened"),
        }

    def _take(self, step: str, **values) -> None:
        """A step of a person, who needs its role; the row itself nobody may write."""
        self.check_access("read")
        self._check_step_role(step)
        self.sudo()._transition(step, **values)

    # -- which lots must stay --------------------------------------------------------
    @api.model
    def _get_lock_domain(self) -> Domain:
        """Rows that lock their lot. What a customer holds of a batch does not lock
        the rest of it."""
        return (
            Domain("recall_id.is_stop_sale", "=", True)
            & Domain("recall_id.state", "in", recall_flow.FIXED_STATES)
            & Domain("state", "!=", "done")
            & (
                Domain("is_in_house", "=", True)
                | Domain("lot_id.product_id.tracking", "=", "serial")
            )
        )
