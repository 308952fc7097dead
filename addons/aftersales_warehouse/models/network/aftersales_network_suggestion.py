from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

from ...tools import suggestion_flow

MANAGER = "aftersales_service.group_service_manager"
REASONS = [
    ("parts", "Missing for Repairs"),
    ("minimum", "Below Minimum"),
    ("consumption", "Past Consumption"),
]


class AftersalesNetworkSuggestion(models.Model):
    """Aged goods here, demand there: what the week's matching proposes, and why."""

    _name = "aftersales.network.suggestion"
    _description = "Network Suggestion"
    _inherit = ["aftersales.flow.mixin"]
    _order = "week desc, benefit desc, id"
    _rec_name = "product_id"

    _flow_roles = suggestion_flow.ROLES

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    week = fields.Date(
        required=True, readonly=True, index=True, help="The week's Monday."
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("accepted", "Taken Up"),
            ("dismissed", "Dismissed"),
            ("overtaken", "Overtaken"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        index=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Goods From",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    dest_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Goods To",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    image_128 = fields.Image(related="product_id.image_128", string="Image")
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one("stock.lot", readonly=True, ondelete="cascade")
    quantity = fields.Float(digits="Product Unit", readonly=True)
    value = fields.Monetary(string="Net Value", readonly=True)
    km = fields.Float(
        string="Distance (km)", digits=(10, 0), readonly=True, aggregator="avg"
    )
    freight_amount = fields.Monetary(string="Short Haul", readonly=True)
    benefit = fields.Monetary(
        readonly=True, help="Net value set free, less the short haul."
    )
    reason = fields.Selection(REASONS, string="Demand", required=True, readonly=True)
    explanation = fields.Char(string="Why", compute="_compute_explanation")
    dismissal_reason = fields.Text(readonly=True)
    transfer_id = fields.Many2one(
        "aftersales.network.transfer",
        string="Network Transfer",
        readonly=True,
        index="btree_not_null",
    )

    _once = models.UniqueIndex(
        "(week, outlet_id, dest_outlet_id, product_id, COALESCE(lot_id, 0))",
        "This week has the same suggestion already.",
    )

    @api.depends("reason", "quantity", "km", "value", "freight_amount")
    @api.depends_context("lang")
    def _compute_explanation(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for row in self:
            row.explanation = row.env._(
                "%(giver)s holds aged goods (%(quantity)g %(unit)s, net value "
                "%(value)s) that %(taker)s can use (%(reason)s). %(km)d km, short "
                "haul %(freight)s.",
                quantity=row.quantity,
                unit=row.uom_id.name,
                value=row.currency_id.format(row.value),
                giver=row.outlet_id.sudo().name,
                taker=row.dest_outlet_id.sudo().name,
                reason=reasons[row.reason],
                km=row.km,
                freight=row.currency_id.format(row.freight_amount),
            )

    def _get_flow(self):
        return suggestion_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "accept": self.env._("Take Up"),
            "dismiss": self.env._("Dismiss"),
            "overtake": self.env._("Overtake"),
        }

    def action_accept(self):
        """Ask the holders for the goods, one request a pair of outlets."""
        self._check_step("accept", self.sudo().dest_outlet_id)
        transfers = self.env["aftersales.network.transfer"]
        for (giver, taker), rows in (
            self.sudo().grouped(lambda row: (row.outlet_id, row.dest_outlet_id)).items()
        ):
            transfer = transfers.create(rows._prepare_transfer_vals(giver, taker))
            rows._transition("accept", transfer_id=transfer.id)
            transfers |= transfer
        transfers.action_request()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_network_transfer_action"
        )
        if len(transfers) == 1:
            action |= {"res_id": transfers.id, "views": [(False, "form")]}
        action["domain"] = [("id", "in", transfers.ids)]
        action["context"] = {}
        return action

    def _prepare_transfer_vals(self, giver, taker) -> dict:
        return {
            "outlet_id": giver.id,
            "dest_outlet_id": taker.id,
            "note": "\n".join(self.mapped("explanation")),
            "line_ids": [
                Command.create(
                    {
                        "product_id": row.product_id.id,
                        "lot_id": row.lot_id.id,
                        "quantity": row.quantity,
                    }
                )
                for row in self
            ],
        }

    def _dismiss(self, reason: str) -> None:
        rows = self.sudo()
        self._check_step("dismiss", rows.dest_outlet_id | rows.outlet_id)
        rows._transition("dismiss", dismissal_reason=reason)

    def _check_step(self, step: str, outlets) -> None:
        self.check_access("read")
        self._check_step_role(step)
        self._check_step_possible(step)
        own = self.env.user in outlets.access_user_ids
        if not (self.env.su or own or self.env.user.has_group(MANAGER)):
            raise AccessError(
                self.env._(
                    "“%(step)s”: only the people of %(outlets)s do this.",
                    step=self._get_step_label(step),
                    outlets=", ".join(outlets.mapped("name")),
                )
            )
