from odoo import api, fields, models

AREAS = [
    ("sla", "Times Promised"),
    ("warranty", "Warranty"),
    ("commitment", "Concept and Commitments"),
    ("kpi", "Key Figure Targets"),
    ("complaint", "Complaints"),
    ("customer", "Customers"),
    ("checklist", "Checklists"),
    ("archive", "Records and Archives"),
    ("grade", "Grades"),
    ("organisation", "Organisation"),
]


class AftersalesHandbookParameter(models.Model):
    """Something that handbooks set, each to a value of its own."""

    _name = "aftersales.handbook.parameter"
    _description = "Handbook Parameter"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    area = fields.Selection(AREAS, required=True)
    kind = fields.Selection(
        selection="_selection_kind",
        default="note",
        required=True,
        help="How it is put into a company's settings.",
    )
    setting = fields.Selection(selection="_selection_setting")

    _code_uniq = models.UniqueIndex("(code)", "Another parameter has this code.")

    @api.model
    def _selection_kind(self):
        return self.env["aftersales.handbook.handler"]._get_kinds()

    @api.model
    def _selection_setting(self):
        """Figures in the settings of a company that a handbook may set."""
        company = self.env["res.company"]
        return [
            (name, field._description_string(self.env))
            for name, field in company._fields.items()
            if name.startswith("aftersales_") and field.type in ("integer", "float")
        ]
