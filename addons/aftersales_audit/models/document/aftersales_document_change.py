from odoo import api, fields, models


class AftersalesDocumentChange(models.Model):
    """A line of the change record: chapter, clause, what, when, by whom (R375, R376).

    Who reviewed and approved it is read from the signatures of the revision.
    """

    _name = "aftersales.document.change"
    _description = "Change of a Document"
    _order = "revision_id desc, sequence, id"

    revision_id = fields.Many2one(
        "aftersales.document.revision", required=True, index=True, ondelete="cascade"
    )
    revision_number = fields.Char(
        related="revision_id.number", string="Revision Number"
    )
    document_id = fields.Many2one(
        related="revision_id.document_id", store=True, index=True
    )
    company_id = fields.Many2one(related="revision_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    chapter = fields.Char()
    clause = fields.Char(string="Clause Changed")
    name = fields.Char(string="What Was Changed", required=True)
    page = fields.Char()
    changed_on = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    user_id = fields.Many2one(
        "res.users",
        string="Changed By",
        required=True,
        default=lambda self: self.env.user,
    )
    reviewed_by = fields.Char(related="revision_id.reviewed_by")
    approved_by = fields.Char(related="revision_id.approved_by")

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes.revision_id._check_draft()
        changes.revision_id._void_changed_signoffs()
        return changes

    def write(self, vals):
        # Nor may it be brought into the record of a revision that is fixed.
        revisions = self.revision_id | self.revision_id.browse(vals.get("revision_id"))
        revisions._check_draft()
        result = super().write(vals)
        revisions._void_changed_signoffs()
        return result

    def unlink(self):
        revisions = self.revision_id
        result = super().unlink()
        revisions._void_changed_signoffs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fixed(self):
        self.revision_id._check_draft()
