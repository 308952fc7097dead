from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

from ..tools import charging

COVERAGES = [
    (charging.COVERED, "Covered"),
    (charging.CUSTOMER, "Customer Pays"),
    (charging.GOODWILL, "Goodwill"),
]


class AftersalesCoverageMixin(models.AbstractModel):
    """Who pays for one line of work or one part (R132, R137, R138).

    The host's ``under_warranty`` decides for a whole repair; here each line has its
    own answer. The proposal comes from ``tools/charging.py``; a person may change it,
    goodwill needs an approver with that right.
    """

    _name = "aftersales.coverage.mixin"
    _description = "Line with its own Coverage"

    coverage = fields.Selection(
        selection=COVERAGES,
        compute="_compute_coverage",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Covered: by warranty or in the price. Customer pays: goes on the "
        "quotation. Goodwill: free without being owed, with an approver.",
    )
    coverage_reason = fields.Char(
        compute="_compute_coverage",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    goodwill_approver_id = fields.Many2one(
        "res.users",
        copy=False,
        domain=lambda self: [
            (
                "all_group_ids",
                "in",
                self.env.ref("aftersales_service.group_service_manager").ids,
            )
        ],
        help="Service manager who allows this line to be free although the customer "
        "would have to pay.",
    )

    price_confirmed_amount = fields.Float(
        string="Confirmed Amount",
        digits="Product Price",
        readonly=True,
        copy=False,
        help="What the customer has agreed by name to pay for this, before tax.",
    )
    is_free_confirmed = fields.Boolean(
        string="Confirmed Free",
        readonly=True,
        copy=False,
        help="The customer has taken note that this costs him nothing.",
    )

    def _get_coverage_order(self):
        """Service order whose facts decide; empty where the line serves none."""
        raise NotImplementedError

    def _get_coverage_cost(self) -> str:
        """Kind of cost: goods, labour or travel; a warranty may end for each apart."""
        return "goods"

    def _is_quoted(self) -> bool:
        """Is this line on a quotation that still holds?"""
        self.ensure_one()
        return self.sale_line_id.sudo().state in ("draft", "sent", "sale")

    def _is_agreed(self) -> bool:
        """Has the customer approved this line? Then it is not changed any more."""
        return self.sale_line_id.sudo().state == "sale"

    def _compute_coverage(self):
        """Propose where nothing is set; what a person decided stays."""
        for line in self:
            order = line._get_coverage_order()
            if order and not line.coverage:
                line.coverage, line.coverage_reason = order._propose_coverage(
                    line._get_coverage_cost(), line.product_id
                )
            elif not order:
                line.coverage, line.coverage_reason = False, False

    @api.constrains("coverage", "goodwill_approver_id")
    def _check_goodwill_approver(self):
        group = "aftersales_service.group_service_manager"
        for line in self:
            if line.coverage != charging.GOODWILL:
                continue
            approver = line.goodwill_approver_id
            if not approver or not approver.has_group(group):
                raise ValidationError(
                    self.env._(
                        "“%(line)s” is goodwill: set Goodwill Approver to a service "
                        "manager.",
                        line=line.display_name,
                    )
                )
            # Only the approver himself (or the system) can say that he approves.
            # The host checks constraints as superuser: look at who is at work.
            if self.env.uid != SUPERUSER_ID and approver != self.env.user:
                raise ValidationError(
                    self.env._(
                        "“%(line)s”: only %(approver)s can approve this goodwill. "
                        "Ask for it, or choose “Customer Pays”.",
                        line=line.display_name,
                        approver=approver.name,
                    )
                )
