from odoo import fields, models


class AftersalesPerformanceEntry(models.Model):
    _inherit = "aftersales.performance.entry"

    audit_grade_id = fields.Many2one(
        "aftersales.audit.grade",
        string="Grade of an Audit",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
