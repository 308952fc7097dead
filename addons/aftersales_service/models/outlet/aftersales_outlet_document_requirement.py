from odoo import api, fields, models

from ...tools.outlet_papers import Requirement


class AftersalesOutletDocumentRequirement(models.Model):
    """Outlets of a kind hand in so many valid documents of a type."""

    _name = "aftersales.outlet.document.requirement"
    _description = "Required Outlet Document"
    _order = "type_id, kind, id"

    type_id = fields.Many2one(
        "aftersales.outlet.document.type",
        required=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=lambda self: self.env["aftersales.outlet"]._get_kinds(),
        string="Kind of Outlet",
        required=True,
    )
    count = fields.Integer(string="How Many", default=1, required=True)

    _kind_uniq = models.UniqueIndex(
        "(type_id, kind)", "This kind of outlet is listed here already."
    )
    _count_positive = models.Constraint(
        "CHECK(count > 0)", "How Many: enter 1 or more, or delete the line."
    )

    @api.model
    def _get_requirements(self, outlets) -> dict[tuple[int, str], list[Requirement]]:
        """What outlets must have, by company and kind, in one query."""
        found = self.sudo().search(
            [
                ("kind", "in", list(set(outlets.mapped("kind")))),
                ("type_id.active", "=", True),
                ("type_id.company_id", "in", [*outlets.company_id.ids, False]),
            ],
        )
        result: dict[tuple[int, str], list[Requirement]] = {}
        for line in found:
            of = line.type_id.company_id or outlets.company_id
            for company in of:
                result.setdefault((company.id, line.kind), []).append(
                    Requirement(line.type_id.id, line.count)
                )
        return result
