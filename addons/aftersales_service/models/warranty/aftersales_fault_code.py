from odoo import fields, models


class AftersalesFaultCode(models.Model):
    _inherit = "aftersales.fault.code"

    severity = fields.Selection(
        [
            ("minor", "Does Not Hinder Use"),
            ("performance", "Hinders Use"),
            ("serious", "Serious"),
        ],
        default="performance",
        required=True,
        help="Symptoms: some rights are for faults that hinder use, or are serious "
        "(R097).",
    )
    exclusion_id = fields.Many2one(
        "aftersales.warranty.exclusion",
        ondelete="restrict",
        help="Causes: the exclusion this cause stands for. Policies that do not list "
        "it cover the fault all the same.",
    )
    is_exchange = fields.Boolean(
        string="Exchanges the Part",
        help="Remedies: the part that the order is about was exchanged. Some policies "
        "count exchanges (phone accessories).",
    )
