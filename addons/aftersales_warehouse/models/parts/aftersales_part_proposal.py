from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesPartProposal(models.Model):
    """How many of a part an outlet or a van should keep, and why.

    Reckoned from the units in the field and from what past repairs put in; what is
    accepted becomes a reordering rule of the host.
    """

    _name = "aftersales.part.proposal"
    _description = "Stock Proposal of Parts"
    _order = "outlet_id, location_id, product_id, id"
    _check_company_auto = True
    _rec_name = "product_id"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    location_id = fields.Many2one(
        "stock.location",
        string="Store",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    is_van = fields.Boolean(string="Van", readonly=True)
    product_id = fields.Many2one(
        "product.product",
        string="Part",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    policy_id = fields.Many2one(
        "aftersales.part.policy", required=True, readonly=True, ondelete="restrict"
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    unit_count = fields.Float(
        string="Units in the Field", readonly=True, digits=(12, 1)
    )
    used_count = fields.Float(
        string="Pieces Used",
        readonly=True,
        help="In all outlets, in the time looked at.",
    )
    rate = fields.Float(
        string="Pieces per Unit and Year", readonly=True, digits=(12, 6)
    )
    lead_demand = fields.Float(
        string="Expected in Lead Time", readonly=True, digits=(12, 2)
    )
    min_now = fields.Float(readonly=True, digits="Product Unit")
    max_now = fields.Float(readonly=True, digits="Product Unit")
    min_proposed = fields.Float(digits="Product Unit")
    max_proposed = fields.Float(digits="Product Unit")
    state = fields.Selection(
        [("open", "To Decide"), ("accepted", "Accepted"), ("dismissed", "Dismissed")],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    reckoned_on = fields.Date(string="Reckoned", readonly=True)
    reason = fields.Text(string="Why", compute="_compute_reason")

    _store_uniq = models.UniqueIndex(
        "(location_id, product_id)", "There is a proposal for this part and store."
    )
    _bounds_order = models.Constraint(
        "CHECK(min_proposed >= 0 AND max_proposed >= min_proposed)",
        "Max Proposed must not be below Min Proposed.",
    )

    @api.depends("unit_count", "used_count", "rate", "lead_demand", "policy_id")
    def _compute_reason(self):
        for line in self:
            policy = line.policy_id
            line.reason = self.env._(
                "%(used)s pieces were used in %(history)s days, that is %(rate)s per "
                "unit and year. %(units)s units here need %(demand)s in the %(lead)s "
                "days until more arrives. To have it %(level)s %% of the time, keep "
                "%(minimum)s; order up to %(maximum)s.",
                used=round(line.used_count, 2),
                history=policy.history_days,
                rate=round(line.rate, 4),
                units=round(line.unit_count, 1),
                demand=round(line.lead_demand, 2),
                lead=policy.van_lead_days if line.is_van else policy.lead_days,
                level=policy.service_level,
                minimum=line.min_proposed,
                maximum=line.max_proposed,
            )

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise UserError(
                self.env._("Proposals are decided by their buttons: Accept, Dismiss.")
            )
        return super().write(vals)

    # -- decisions ---------------------------------------------------------------------

    def action_accept(self):
        """Make, or change, the host's reordering rules."""
        self._check_deciders()
        self.check_access("write")
        for line in self.sudo().filtered(lambda line: line.state != "accepted"):
            bounds = {
                "product_min_qty": line.min_proposed,
                "product_max_qty": line.max_proposed,
            }
            if line.orderpoint_id:
                line.orderpoint_id.write(bounds)
            else:
                line.orderpoint_id = (
                    self.env["stock.warehouse.orderpoint"]
                    .sudo()
                    .create({**line._prepare_orderpoint_vals(), **bounds})
                )
            line.write(
                {
                    "state": "accepted",
                    "min_now": line.min_proposed,
                    "max_now": line.max_proposed,
                }
            )

    def action_dismiss(self):
        """Not now: it comes back when the facts propose something else."""
        self._check_deciders()
        self.check_access("write")
        self.sudo().filtered(lambda line: line.state == "open").state = "dismissed"

    def _prepare_orderpoint_vals(self) -> dict:
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "location_id": self.location_id.id,
            "warehouse_id": self.location_id.warehouse_id.id,
            "company_id": self.company_id.id,
            "trigger": "auto",
        }

    @api.model
    def _check_deciders(self) -> None:
        roles = ("storekeeper", "outlet_manager", "service_manager")
        if not any(
            self.env.user.has_group(f"aftersales_service.group_{role}")
            for role in roles
        ):
            raise UserError(
                self.env._(
                    "Stock proposals are decided by the storekeeper, the outlet "
                    "manager or the service manager."
                )
            )
