from odoo import api, fields, models

from ...tools import keeper_handover_flow


class AftersalesHandover(models.Model):
    """A storekeeper hands his warehouses to another: stock, open papers, keys (R240).

    This file holds what it *is*; ``_list`` what is handed over, ``_steps`` what it goes
    through and whose rights change, ``_signing`` who signs.
    """

    _name = "aftersales.handover"
    _description = "Storekeeper's Handover"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.signoff.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "outgoing_id", "incoming_id"]

    _flow_roles = keeper_handover_flow.ROLES
    _flow_moments = keeper_handover_flow.MOMENTS
    _flow_stamps = frozenset(keeper_handover_flow.MOMENTS.values())

    outgoing_id = fields.Many2one(
        "res.users",
        string="Hands Over",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self.env.user,
    )
    incoming_id = fields.Many2one(
        "res.users",
        string="Takes Over",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("aftersales_service.group_storekeeper").id,
            )
        ],
    )
    supervisor_id = fields.Many2one(
        "res.users",
        string="Finance Supervisor",
        check_company=True,
        tracking=True,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("aftersales_service.group_finance").id)
        ],
        help="Supervises the handover and its counts, and signs.",
    )
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        relation="aftersales_handover_warehouse_rel",
        column1="handover_id",
        column2="warehouse_id",
        string="Warehouses",
        compute="_compute_warehouse_ids",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        check_company=True,
        help="As a rule all that he keeps.",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_outlet_id",
        store=True,
        index="btree_not_null",
        help="Whose head supervises: of the first of the warehouses.",
    )
    date = fields.Date(
        string="Handover On", required=True, default=fields.Date.context_today
    )
    reason = fields.Selection(
        [("moves", "Other Post"), ("leaves", "Leaves the Company"), ("absent", "Away")],
        required=True,
        default="moves",
        tracking=True,
    )
    note = fields.Text()
    state = fields.Selection(
        [
            ("draft", "In Preparation"),
            ("prepared", "To Be Signed"),
            ("done", "Handed Over"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    item_ids = fields.One2many("aftersales.handover.item", "handover_id", "Handed Over")
    stocktake_ids = fields.Many2many(
        "aftersales.stocktake",
        relation="aftersales_handover_stocktake_rel",
        column1="handover_id",
        column2="stocktake_id",
        string="Counts",
        copy=False,
        check_company=True,
        domain="[('warehouse_id', 'in', warehouse_ids), ('location_id', '=', False),"
        " ('state', 'not in', ('draft', 'cancelled'))]",
        help="What was counted. A warehouse without one is counted for the handover.",
    )
    stocktake_count = fields.Integer(string="Counts Made", compute="_compute_counts")
    document_count = fields.Integer(string="Open Papers", compute="_compute_counts")
    prepared_at = fields.Datetime(string="Listed On", readonly=True, copy=False)
    done_at = fields.Datetime(string="Handed Over On", readonly=True, copy=False)

    _two_people = models.Constraint(
        "CHECK(outgoing_id != incoming_id)",
        "A storekeeper hands over to somebody else.",
    )

    @api.depends("outgoing_id")
    def _compute_warehouse_ids(self):
        kept = self.env["stock.warehouse"].search(
            [("aftersales_keeper_ids", "in", self.outgoing_id.ids)]
        )
        for handover in self:
            handover.warehouse_ids = kept.filtered(
                lambda warehouse, one=handover: (
                    one.outgoing_id in warehouse.sudo().aftersales_keeper_ids
                )
            )

    @api.depends("warehouse_ids")
    def _compute_outlet_id(self):
        for handover in self:
            handover.outlet_id = handover.warehouse_ids.aftersales_outlet_id[:1]

    @api.depends("stocktake_ids", "item_ids.kind")
    def _compute_counts(self):
        for handover in self:
            handover.stocktake_count = len(handover.stocktake_ids)
            handover.document_count = len(
                handover.item_ids.filtered(lambda item: item.kind == "document")
            )

    def _get_flow(self):
        return keeper_handover_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "prepare": self.env._("List What Is Handed Over"),
            "finish": self.env._("Finish the Handover"),
            "reopen": self.env._("Back to Preparation"),
            "cancel": self.env._("Cancel"),
        }

    def action_view_stocktakes(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_stocktake_action"
        )
        action["domain"] = [("id", "in", self.stocktake_ids.ids)]
        return action
