from odoo import api, fields, models

A4_WIDTH, A4_HEIGHT = 210.0, 297.0


class AftersalesLabelFormat(models.Model):
    """A sheet of labels as the stationer sells it: A4, so many rows and columns."""

    _name = "aftersales.label.format"
    _description = "Label Sheet Format"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    row_count = fields.Integer(string="Rows", required=True, default=8)
    column_count = fields.Integer(string="Columns", required=True, default=3)
    margin_top = fields.Float(
        string="Margin Above (mm)", help="From the edge of the sheet to the first row."
    )
    margin_left = fields.Float(
        string="Margin Left (mm)", help="Left and right of all labels."
    )
    label_width = fields.Float(string="Label Width (mm)", compute="_compute_label_size")
    label_height = fields.Float(
        string="Label Height (mm)", compute="_compute_label_size"
    )

    _counts_positive = models.Constraint(
        "CHECK(row_count BETWEEN 1 AND 30 AND column_count BETWEEN 1 AND 10)",
        "Rows: enter 1 to 30. Columns: enter 1 to 10.",
    )
    _margins_fit = models.Constraint(
        "CHECK(margin_top BETWEEN 0 AND 50 AND margin_left BETWEEN 0 AND 50)",
        "Margins: enter 0 to 50 mm.",
    )

    @api.depends("row_count", "column_count", "margin_top", "margin_left")
    def _compute_label_size(self):
        for sheet in self:
            width = A4_WIDTH - 2 * sheet.margin_left
            height = A4_HEIGHT - 2 * sheet.margin_top
            sheet.label_width = width / max(sheet.column_count, 1)
            sheet.label_height = height / max(sheet.row_count, 1)
