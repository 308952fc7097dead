from odoo import Command, api, fields, models

from ...tools import old_part_flow

DISPOSALS = {
    "send_back": "supplier",
    "scrap": "scrap",
    "recycle": "recycle",
    "keep": "customer",
}


class AftersalesOldPart(models.Model):
    """What happens to an old part: each way out is moved by the host and proven."""

    _inherit = "aftersales.old.part"

    location_id = fields.Many2one(
        "stock.location",
        string="Kept At",
        compute="_compute_location_id",
        help="The place for old parts of the outlet's warehouse.",
    )
    in_stock = fields.Boolean(
        string="In the Host's Stock", compute="_compute_location_id"
    )
    witness_id = fields.Many2one(
        "res.users",
        copy=False,
        check_company=True,
        domain=[("share", "=", False)],
        tracking=True,
        help="Saw the part being scrapped; neither the technician nor who scraps it.",
    )
    scrap_photo_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_old_part_scrap_photo_rel",
        string="Photos of the Scrapping",
        copy=False,
    )
    scrap_id = fields.Many2one(
        "stock.scrap", check_company=True, readonly=True, copy=False
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    claim_part_id = fields.Many2one(
        "aftersales.claim.part",
        string="Causal Part",
        compute="_compute_claim_part_id",
        compute_sudo=False,
        groups="aftersales_service.group_service_manager,"
        "aftersales_service.group_finance",
        help="Of the claim on the supplier.",
    )
    supplier_id = fields.Many2one(
        "res.partner",
        compute="_compute_supplier_id",
        store=True,
        readonly=False,
        check_company=True,
        help="Who gets it back: who delivered the part that failed.",
    )
    customer_word = fields.Char(
        string="Customer's Word",
        copy=False,
        help="Who of the customer's keeps the part.",
    )

    @api.depends("move_id", "outlet_id")
    def _compute_location_id(self):
        for part in self:
            place = part.outlet_id.sudo().warehouse_id.aftersales_old_part_location_id
            part.location_id = place
            part.in_stock = bool(place) and part.move_id.location_dest_id == place

    def _compute_claim_part_id(self):
        found = self._get_claim_parts()
        for part in self:
            part.claim_part_id = found.get((part.order_id.id, part.product_id.id))

    def _get_claim_parts(self) -> dict:
        """Causal parts of the claims on suppliers: {(order, product): part}."""
        parts = self.env["aftersales.claim.part"].search(
            [
                ("order_id", "in", self.order_id.ids),
                ("product_id", "in", self.product_id.ids),
            ],
            order="id desc",
        )
        return {(part.order_id.id, part.product_id.id): part for part in parts}

    @api.depends("lot_id", "product_id", "disposition")
    def _compute_supplier_id(self):
        """Whose part it was: of the claim, of its number, else of the product."""
        claimed = self.sudo()._get_claim_parts()
        for part in self:
            if part.supplier_id or part.disposition != "supplier":
                continue
            claim_part = claimed.get((part.order_id.id, part.product_id.id))
            sellers = part.product_id.sudo().seller_ids.partner_id
            part.supplier_id = (
                (claim_part and claim_part.supplier_id)
                or part.lot_id.sudo().aftersales_supplier_id
                or next(iter(sellers), sellers)
            )

    def _get_flow(self):
        return old_part_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "label": self.env._("Label"),
            "hand_in": self.env._("Take into Store"),
            "send_back": self.env._("Send to Supplier"),
            "scrap": self.env._("Scrap"),
            "recycle": self.env._("Recycle"),
            "keep": self.env._("Customer Keeps It"),
        }

    # -- steps -------------------------------------------------------------------------

    def action_label(self):
        """Print the labels; what has one is labelled."""
        fresh = self.filtered(lambda part: part.state == "removed")
        if fresh:
            fresh._transition("label")
        return self.env.ref(
            "aftersales_warehouse.action_report_old_part_label"
        ).report_action(self)

    def action_hand_in(self):
        """The storekeeper has it; the claim on the supplier knows that it is here."""
        self._transition("hand_in")
        for claim_part in self.sudo()._get_claim_parts().values():
            claim_part.is_part_here = True

    def action_send_back(self):
        self._take_out("send_back", ["supplier_id"])
        for part in self.sudo().filtered("in_stock"):
            part.picking_id = part._transfer(
                self.env.ref("stock.stock_location_suppliers"), part.supplier_id
            )
        self._transition("send_back")

    def action_scrap(self):
        """Out of the books before the eyes of somebody else, with a photo."""
        self._take_out("scrap", ["witness_id", "scrap_photo_ids"])
        self._refuse(self._get_witness_problems())
        for part in self.sudo().filtered("in_stock"):
            part.scrap_id = (
                self.env["stock.scrap"].sudo().create(part._prepare_scrap_vals())
            )
            part.scrap_id.do_scrap()
        self._transition("scrap")

    def action_recycle(self):
        """It is used again: the customer's part becomes ours, as the host recycles."""
        self._take_out("recycle", [])
        for part in self.sudo().filtered("in_stock"):
            warehouse = part.outlet_id.warehouse_id
            production = part.move_id.location_id
            part._transfer(production)
            part.picking_id = part._transfer(
                warehouse.lot_stock_id, source=production, owner=False
            )
        self._transition("recycle")

    def action_keep(self):
        """The customer keeps it: it never becomes ours."""
        self._take_out("keep", ["customer_word"])
        for part in self.sudo().filtered("in_stock"):
            part.picking_id = part._transfer(
                self.env.ref("stock.stock_location_customers"), part.partner_id
            )
        self._transition("keep")

    def _take_out(self, step: str, names: list[str]) -> None:
        """What every way out needs: the step, the right destination, its proof."""
        self._check_step_role(step)
        self._check_step_possible(step)
        labels = dict(self._fields["disposition"]._description_selection(self.env))
        problems = [
            self.env._(
                "%(part)s goes to: %(disposition)s. Change “Goes To” before "
                "“%(step)s”.",
                part=part.display_name,
                disposition=labels.get(part.disposition, "–"),
                step=self._get_step_label(step),
            )
            for part in self
            if part.disposition != DISPOSALS[step]
        ]
        problems += [
            self.env._(
                "%(part)s: fill in %(field)s before “%(step)s”.",
                part=part.display_name,
                field=part._fields[name]._description_string(self.env),
                step=self._get_step_label(step),
            )
            for part in self
            for name in names
            if not part[name]
        ]
        self._refuse(problems)

    def _get_witness_problems(self) -> list[str]:
        return [
            self.env._(
                "%(part)s: %(witness)s cannot be the witness. Choose somebody who "
                "neither took the part out nor scraps it.",
                part=part.display_name,
                witness=part.witness_id.name,
            )
            for part in self
            if part.witness_id in (self.env.user | part.employee_id.sudo().user_id)
        ]

    def write(self, vals):
        result = super().write(vals)
        if "scrap_photo_ids" in vals:
            for part in self:
                part.scrap_photo_ids.filtered(lambda photo: not photo.res_id).write(
                    {"res_model": self._name, "res_id": part.id}
                )
        return result

    # -- the host's moves --------------------------------------------------------------

    def _get_owner(self):
        return self.move_id._get_old_part_owner()

    def _prepare_scrap_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "product_id": self.product_id.id,
            "product_uom_id": self.product_id.uom_id.id,
            "lot_id": self.lot_id.id,
            "owner_id": self._get_owner().id,
            "location_id": self.location_id.id,
            "scrap_qty": self.quantity,
            "origin": self.name,
        }

    def _transfer(self, destination, partner=None, source=None, owner=True):
        """Make and do a transfer of the host: {the picking}."""
        self.ensure_one()
        picking = (
            self.env["stock.picking"]
            .sudo()
            .create(
                self._prepare_transfer_vals(
                    source or self.location_id, destination, partner, owner
                )
            )
        )
        picking._action_done()
        return picking

    def _prepare_transfer_vals(self, source, destination, partner, owner) -> dict:
        places = {"location_id": source.id, "location_dest_id": destination.id}
        product = {
            **places,
            "product_id": self.product_id.id,
            "company_id": self.company_id.id,
        }
        line = {
            **product,
            "product_uom_id": self.product_id.uom_id.id,
            "lot_id": self.lot_id.id,
            "owner_id": self._get_owner().id if owner else False,
            "quantity": self.quantity,
        }
        return {
            **places,
            "partner_id": partner.id if partner else False,
            "picking_type_id": self.outlet_id.warehouse_id.int_type_id.id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "move_ids": [
                Command.create(
                    {
                        **product,
                        "product_uom": self.product_id.uom_id.id,
                        "product_uom_qty": self.quantity,
                        "origin": self.name,
                        "picked": True,
                        "move_line_ids": [Command.create(line)],
                    }
                )
            ],
        }
