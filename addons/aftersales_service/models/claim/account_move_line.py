from odoo import api, fields, models

from ...tools import charging

COVERAGES = [(charging.COVERED, "Covered"), (charging.GOODWILL, "Goodwill")]


class AccountMoveLine(models.Model):
    """Lines of entries that are cost of warranty say so themselves.

    Parts are marked by the stock move that books them, claims by the claim; on bills
    (an outlet's labour, freight) and other entries a person names the service order.
    """

    _inherit = "account.move.line"

    aftersales_coverage = fields.Selection(
        COVERAGES,
        string="Warranty Cost",
        help="This line is cost of a warranty or of goodwill. Empty: of neither.",
    )
    aftersales_order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        help="The service order that this cost belongs to.",
    )
    aftersales_part_move_id = fields.Many2one(
        "stock.move",
        string="Warranty Part",
        readonly=True,
        index="btree_not_null",
        help="The part put in for nothing whose cost this is.",
    )

    _aftersales_cost_idx = models.Index("(date) WHERE aftersales_coverage IS NOT NULL")

    @api.onchange("aftersales_order_id")
    def _onchange_aftersales_order_id(self):
        """Propose what the order's own lines are proposed; charged work is no cost of
        warranty."""
        order = self.aftersales_order_id
        coverage = order._propose_coverage()[0] if order else False
        self.aftersales_coverage = coverage in dict(COVERAGES) and coverage
