from odoo import api, fields, models


class AftersalesChecklistOption(models.Model):
    """One answer that a question offers; a record, so that it has a name in every
    language and conditions still know it."""

    _name = "aftersales.checklist.option"
    _description = "Checklist Option"
    _order = "sequence, id"

    question_id = fields.Many2one(
        "aftersales.checklist.question", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Option", required=True, translate=True)

    @api.model_create_multi
    def create(self, vals_list):
        options = super().create(vals_list)
        options.question_id.checklist_id._check_draft()
        return options

    def write(self, vals):
        self.question_id.checklist_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.question_id.checklist_id._check_draft()
