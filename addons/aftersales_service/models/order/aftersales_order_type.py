from odoo import fields, models, tools

from ...tools import charging


class AftersalesOrderType(models.Model):
    """Kind of service a customer asks for, and what it needs."""

    _name = "aftersales.order.type"
    _description = "Service Order Type"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    description = fields.Text(translate=True)
    needs_visit = fields.Boolean(
        default=True,
        help="The order goes through dispatch and arrival. Off: remote help or "
        "service at the counter.",
    )
    needs_unit = fields.Boolean(
        help="The unit must be named before the order is assessed."
    )
    needs_signature = fields.Boolean(
        default=True,
        help="The customer signs, or it is written down why not, before settlement.",
    )
    is_repair = fields.Boolean(
        string="Counts as Repair",
        help="Repairs count for repeated faults, statistics and warranty rights.",
    )
    needs_evidence = fields.Boolean(
        help="The customer supplies files, such as screenshots and logs, before the "
        "order is assessed."
    )
    evidence_note = fields.Text(
        string="Evidence to Supply",
        translate=True,
        help="What the customer must send; shown on the request form of the portal.",
    )
    charge_basis = fields.Selection(
        [
            (charging.BY_WARRANTY, "By Warranty"),
            (charging.FREE, "Always Free"),
            (charging.CHARGED, "Always Charged"),
        ],
        string="Who Pays",
        default=charging.BY_WARRANTY,
        required=True,
        help="What is proposed for each line of work: free while the unit is in "
        "warranty, in the price of the goods (delivery, installation), or paid.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another order type has this code already.",
    )

    @tools.ormcache("company_id")
    def _get_first_id(self, company_id: int) -> int | bool:
        """Type that a company's orders start with; asked for each order of a batch."""
        return (
            self.sudo().search([("company_id", "in", (company_id, False))], limit=1).id
        )
