from odoo import fields, models

EVENTS = [
    ("warranty_ends", "Warranty Ends Soon"),
    ("repair_refused", "Paid Repair Refused"),
]


class AftersalesOpportunity(models.Model):
    """An opportunity that a rule made of a unit or an order, and what came of it.

    Kept when the opportunity is merged or deleted: nothing makes a second one.
    """

    _name = "aftersales.opportunity"
    _description = "Opportunity out of Service"
    _order = "id desc"
    _rec_name = "lead_id"
    _check_company_auto = True

    rule_id = fields.Many2one(
        "aftersales.opportunity.rule",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(related="rule_id.company_id", store=True, index=True)
    event = fields.Selection(EVENTS, required=True)
    partner_id = fields.Many2one("res.partner", string="Customer", check_company=True)
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Opportunity",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    won_status = fields.Selection(
        related="lead_id.won_status", string="Outcome", store=True
    )

    _unit_uniq = models.UniqueIndex(
        "(event, equipment_id) WHERE equipment_id IS NOT NULL",
        "This unit has made that opportunity already.",
    )
    _order_uniq = models.UniqueIndex(
        "(event, order_id) WHERE order_id IS NOT NULL",
        "This order has made that opportunity already.",
    )
