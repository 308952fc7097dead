from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_kpi_delay_days = fields.Integer(
        string="Days Until Figures Are Fixed",
        default=2,
        help="How long after the end of a period late reports (from phones without a "
        "network, say) still count in it.",
    )
    aftersales_manager_skill_ids = fields.Many2many(
        "hr.skill",
        relation="aftersales_company_manager_skill_rel",
        column1="company_id",
        column2="skill_id",
        string="Service Manager Certificates",
        help="A service manager who has one of them counts as certified. Empty: the "
        "share of certified managers is not measured.",
    )
    aftersales_representative_id = fields.Many2one(
        "res.users",
        string="Management Representative",
        check_company=True,
        help="Assesses the targets of departments and outlets (R026).",
    )

    _aftersales_kpi_delay_positive = models.Constraint(
        "CHECK(aftersales_kpi_delay_days >= 0)",
        "Days Until Figures Are Fixed: 0 or more.",
    )
