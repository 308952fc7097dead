from odoo import api, fields, models

from ...tools import register_flow


class AftersalesRecovery(models.Model):
    """Discarded goods taken back from a customer, or waste of our own: where they came
    from and where they went (R518)."""

    _name = "aftersales.recovery"
    _description = "Waste or Recovered Goods"
    _inherit = ["aftersales.register.mixin"]
    _order = "asked_on desc, id desc"

    _flow_roles = register_flow.RECOVERY_ROLES
    _flow_moments = {"collected": "collected_at", "disposed": "disposed_at"}
    _stamps = frozenset({"collected_at", "disposed_at"})
    _step_needs = {"collect": ("quantity",), "dispose": ("disposal",)}

    state = fields.Selection(
        [
            ("asked", "To Be Picked Up"),
            ("collected", "Picked Up"),
            ("disposed", "Disposed Of"),
            ("cancelled", "Cancelled"),
        ],
        default="asked",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("goods", "Discarded Goods"),
            ("part", "Replaced Parts"),
            ("packaging", "Packaging"),
            ("hazardous", "Hazardous Waste"),
            ("other", "Other Waste"),
        ],
        string="What Is Recovered",
        required=True,
        default="goods",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Taken Back From",
        index="btree_not_null",
        help="Empty: waste of our own.",
    )
    order_id = fields.Many2one(
        "aftersales.order", check_company=True, index="btree_not_null"
    )
    product_id = fields.Many2one("product.product", index="btree_not_null")
    quantity = fields.Float(
        string="Pieces or Weight", digits="Product Unit", tracking=True
    )
    unit = fields.Selection(
        [("piece", "Pieces"), ("kg", "Kilograms")],
        string="Measured In",
        required=True,
        default="piece",
    )
    asked_on = fields.Date(
        string="Asked For On", required=True, default=fields.Date.context_today
    )
    collected_at = fields.Datetime(string="Picked Up On", readonly=True, copy=False)
    disposed_at = fields.Datetime(string="Disposed Of On", readonly=True, copy=False)
    disposal = fields.Selection(
        [
            ("reuse", "Used Again"),
            ("recycle", "Recycled"),
            ("sell", "Sold as Scrap"),
            ("destroy", "Destroyed"),
            ("licensed", "Handed to a Licensed Firm"),
        ],
        string="What Became of It",
        tracking=True,
    )
    disposer_id = fields.Many2one("res.partner", string="Handed Over To")
    receipt_ref = fields.Char(string="Number of the Receipt")
    note = fields.Text()

    _quantity_positive = models.Constraint(
        "CHECK(quantity >= 0)", "A quantity cannot be negative."
    )

    def _get_flow(self):
        return register_flow.RECOVERY

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "collect": self.env._("Picked Up"),
            "dispose": self.env._("Disposed Of"),
            "cancel": self.env._("Cancel"),
        }

    def _get_needs(self, step: str) -> list[str]:
        """Hazardous waste goes to a licensed firm, against a receipt."""
        problems = super()._get_needs(step)
        is_open = (
            step == "dispose"
            and self.kind == "hazardous"
            and not (
                self.disposal == "licensed" and self.disposer_id and self.receipt_ref
            )
        )
        if is_open:
            problems.append(
                self.env._(
                    "%(entry)s: hazardous waste is handed to a licensed firm. Name it, "
                    "and its receipt.",
                    entry=self.display_name,
                )
            )
        return problems

    def action_collect(self):
        self._transition("collect")

    def action_dispose(self):
        self._transition("dispose")

    def action_cancel(self):
        self._transition("cancel")
