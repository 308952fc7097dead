from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesLabelSheet(models.TransientModel):
    """Prints the labels of units on sheets that may be used up in part."""

    _name = "aftersales.label.sheet"
    _description = "Print QR Labels"

    equipment_ids = fields.Many2many(
        "aftersales.equipment",
        string="Units",
        required=True,
        default=lambda self: self._default_equipment_ids(),
    )
    format_id = fields.Many2one(
        "aftersales.label.format",
        required=True,
        default=lambda self: self.env["aftersales.label.format"].search([], limit=1),
    )
    first_position = fields.Integer(
        string="Start at Label",
        default=1,
        required=True,
        help="Counted from the upper left, row by row: labels before it are used up.",
    )
    copies = fields.Integer(string="Labels per Unit", default=1, required=True)
    label_count = fields.Integer(string="Labels", compute="_compute_label_count")
    sheet_count = fields.Integer(string="Sheets", compute="_compute_label_count")

    def _default_equipment_ids(self):
        if self.env.context.get("active_model") != "aftersales.equipment":
            return self.env["aftersales.equipment"]
        ids = self.env.context.get("active_ids") or []
        return self.env["aftersales.equipment"].browse(ids)

    @api.depends("equipment_ids", "format_id", "first_position", "copies")
    def _compute_label_count(self):
        for wizard in self:
            size = wizard.format_id.row_count * wizard.format_id.column_count
            wizard.label_count = len(wizard.equipment_ids) * max(wizard.copies, 0)
            used = wizard.label_count + max(wizard.first_position - 1, 0)
            wizard.sheet_count = -(-used // size) if size and wizard.label_count else 0

    def action_print(self):
        self.ensure_one()
        self._check_labels()
        self.equipment_ids._ensure_qr_tokens()
        return self.env.ref("aftersales_service.action_report_label").report_action(
            self
        )

    def _check_labels(self) -> None:
        sheet = self.format_id
        problems = []
        if self.copies < 1:
            problems.append(self.env._("Labels per Unit: enter 1 or more."))
        size = sheet.row_count * sheet.column_count
        if not 1 <= self.first_position <= size:
            problems.append(
                self.env._(
                    "Start at Label: this sheet has the labels 1 to %(size)s.",
                    size=size,
                )
            )
        gone = self.equipment_ids.filtered(lambda unit: unit.state != "in_use")
        if gone:
            problems.append(
                self.env._(
                    "Labels are for units in use. Leave out: %(units)s.",
                    units=", ".join(gone.mapped("display_name")),
                )
            )
        if problems:
            raise UserError("\n".join(problems))
