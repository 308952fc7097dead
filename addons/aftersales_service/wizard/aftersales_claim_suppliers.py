from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools import charging

BATCH = 500
ROLES = ("service_manager", "finance")


class AftersalesClaimSuppliers(models.TransientModel):
    """Collects the parts that failed in our warranty and claims them from those who
    delivered them. Run again, it takes up what came since and doubles nothing."""

    _name = "aftersales.claim.suppliers"
    _description = "Claim from Suppliers"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.subtract(
            fields.Date.context_today(self), months=1
        ),
    )
    date_to = fields.Date(
        string="Until", required=True, default=fields.Date.context_today
    )
    supplier_ids = fields.Many2many(
        "res.partner",
        string="Suppliers",
        help="Claim from these only. Empty: from all.",
    )
    new_count = fields.Integer(
        string="Parts Not on the List Yet", compute="_compute_counts"
    )
    waiting_count = fields.Integer(
        string="Parts Waiting to Be Claimed", compute="_compute_counts"
    )
    unknown_count = fields.Integer(
        string="Parts Without a Supplier", compute="_compute_counts"
    )

    @api.depends("company_id", "date_from", "date_to", "supplier_ids")
    def _compute_counts(self):
        Part = self.env["aftersales.claim.part"]
        for wizard in self:
            wizard.new_count = self.env["stock.move"].search_count(
                wizard._get_move_domain()
            )
            waiting = wizard._get_part_domain()
            wizard.waiting_count = Part.search_count(waiting)
            wizard.unknown_count = Part.search_count(
                waiting & Domain("supplier_id", "=", False)
            )

    def _get_move_domain(self) -> Domain:
        """Covered parts of the period that are not on the list of causal parts."""
        self.ensure_one()
        if not (self.date_from and self.date_to):
            return Domain.FALSE
        start, end = self.env["aftersales.dispatch"]._get_day_bounds(
            self.date_from, self.date_to
        )
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("aftersales_order_id", "!=", False)
            & Domain("repair_line_type", "=", "add")
            & Domain("coverage", "=", charging.COVERED)
            & Domain("state", "=", "done")
            & Domain("date", ">=", start)
            & Domain("date", "<", end)
            & Domain("aftersales_causal_ids", "=", False)
        )

    def _get_part_domain(self) -> Domain:
        """Causal parts that wait for a claim, also those of earlier periods."""
        self.ensure_one()
        return Domain("company_id", "=", self.company_id.id) & Domain(
            "claim_id", "=", False
        )

    def action_claim(self):
        """Collect the parts, find their suppliers, put them on draft claims."""
        self.ensure_one()
        self._check_role()
        # Collecting reads orders and stock of all outlets: the role grants it.
        wizard = self.sudo()
        while moves := wizard.env["stock.move"].search(
            wizard._get_move_domain(), order="id", limit=BATCH
        ):
            wizard.env["aftersales.claim.part"]._collect(moves)
        waiting = wizard._get_part_domain()
        if self.supplier_ids:
            waiting &= Domain("supplier_id", "child_of", self.supplier_ids.ids)
        claims = wizard.env["aftersales.claim.part"].search(waiting)._assign_claims()
        return self._show(claims)

    def _check_role(self) -> None:
        if not any(
            self.env.user.has_group(f"aftersales_service.group_{role}")
            for role in ROLES
        ):
            raise AccessError(
                self.env._(
                    "Claiming from suppliers is for service managers and finance "
                    "supervisors."
                )
            )

    def _show(self, claims):
        """The claims; where there are none, the parts that still lack something."""
        if not claims:
            return self.env["ir.actions.act_window"]._for_xml_id(
                "aftersales_service.aftersales_claim_part_action"
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_claim_action_supplier"
        )
        return {**action, "domain": [("id", "in", claims.ids)], "context": {}}
