from odoo import fields, models


class AftersalesImportCallsColumn(models.TransientModel):
    """Which column of the file holds which value."""

    _name = "aftersales.import.calls.column"
    _description = "Column of a Call File"
    _order = "id"

    import_id = fields.Many2one(
        "aftersales.import.calls", required=True, ondelete="cascade", index=True
    )
    name = fields.Char(string="Value", required=True, readonly=True)
    title = fields.Char(string="Column in the File")
