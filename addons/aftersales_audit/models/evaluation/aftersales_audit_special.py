from odoo import api, fields, models

#: What the score counts; that it was put right is written down later.
COUNTED = frozenset({"audit_id", "kind", "department_id", "outlet_id"})


class AftersalesAuditSpecial(models.Model):
    """A special deduction or strength, outside the points (standard chapter 6)."""

    _name = "aftersales.audit.special"
    _description = "Special Item of an Audit"
    _inherit = ["aftersales.audit.part"]
    _order = "audit_id, kind desc, id"
    _rec_name = "description"

    kind = fields.Selection(
        [("deduction", "Special Deduction (−1)"), ("bonus", "Special Strength (+1)")],
        string="Special Item",
        required=True,
        default="deduction",
    )
    ground = fields.Selection(
        [
            ("law", "The Law Is Not Met"),
            ("rules", "The House's Own Rules Are Not Met"),
            ("trade", "A Requirement of the Trade Is Not Met"),
            ("system", "The Running of the System Is Affected"),
            ("strength", "Above the Law, or Leading in the Trade"),
        ],
        required=True,
        default="rules",
    )
    clause_id = fields.Many2one("aftersales.audit.clause", ondelete="restrict")
    description = fields.Text(required=True)
    rectification = fields.Text(help="What was done about it: it must be put right.")
    rectified_on = fields.Date()

    _ground_of_kind = models.Constraint(
        "CHECK((kind = 'bonus') = (ground = 'strength'))",
        "A special strength is above the law or leading; a deduction names what is not "
        "met.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._refuse_scored()
        return items

    def write(self, vals):
        if COUNTED & vals.keys():
            self._refuse_sealed_parents()
            self._refuse_scored()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_scored(self):
        self._refuse_scored()

    def _refuse_scored(self) -> None:
        self.audit_id._refuse(
            [
                self.env._(
                    "%(audit)s is scored. Choose “Back to the Auditors” before you "
                    "change what its special items count.",
                    audit=audit.name,
                )
                for audit in self.audit_id
                if audit.state in ("scored", "presented")
            ]
        )
