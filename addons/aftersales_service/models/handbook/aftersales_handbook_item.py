from odoo import api, fields, models


class AftersalesHandbookItem(models.Model):
    """One value of a handbook, with the rules it comes from.

    What a source leaves open stays open (standard.md G.1): it is shown as not set and
    is never put into a company's settings.
    """

    _name = "aftersales.handbook.item"
    _description = "Handbook Item"
    _order = "handbook_id, sequence, id"

    handbook_id = fields.Many2one(
        "aftersales.handbook", required=True, index=True, ondelete="cascade"
    )
    parameter_id = fields.Many2one(
        "aftersales.handbook.parameter", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(
        compute="_compute_sequence", store=True, readonly=False, precompute=True
    )
    area = fields.Selection(related="parameter_id.area", store=True)
    kind = fields.Selection(related="parameter_id.kind")
    rules = fields.Char(help="Rules or clauses it comes from.")
    quote = fields.Char(help="The words of the source.")
    contradiction = fields.Text(
        translate=True, help="Where the same source says otherwise."
    )
    is_open = fields.Boolean(
        string="Not Set", help="The source speaks of it and gives no value."
    )
    value = fields.Char(string="Sets", compute="_compute_value")

    # What the kind of the parameter needs of these.
    amount = fields.Float(digits=(16, 2))
    unit = fields.Selection(
        [
            ("hour", "hours"),
            ("day", "days"),
            ("month", "months"),
            ("percent", "%"),
            ("count", "times"),
            ("point", "points"),
            ("by_week", "day of the week after"),
            ("by_month", "day of the month after"),
            ("by_quarter", "day of the quarter after"),
        ],
        string="Unit of Measure",
    )
    note = fields.Char(translate=True)
    sla_target_id = fields.Many2one("aftersales.sla.target", string="SLA Target")
    calendar_id = fields.Many2one("resource.calendar", string="Service Hours")
    policy_id = fields.Many2one(
        "aftersales.warranty.policy", string="Warranty Policy", index="btree_not_null"
    )
    checklist_id = fields.Many2one("aftersales.checklist")
    kpi_id = fields.Many2one("aftersales.kpi", string="Key Figure")
    archive_rule_id = fields.Many2one("aftersales.archive.rule")
    title = fields.Char(translate=True)
    statement = fields.Text(translate=True)
    commitment_kind = fields.Selection(
        [
            ("concept", "Service Concept"),
            ("strategy", "Service Strategy"),
            ("commitment", "Commitment"),
            ("target", "Overall Target"),
        ]
    )
    measure = fields.Selection(
        [
            ("time", "Time"),
            ("efficiency", "Efficiency"),
            ("both", "Time and Efficiency"),
            ("none", "Neither"),
        ],
        string="Expresses",
    )
    remedy = fields.Selection(
        [("repair", "Repair"), ("exchange", "Exchange"), ("refund", "Refund")],
        default="repair",
        required=True,
        help="What a commitment that rests on a warranty promises.",
    )
    basis_ids = fields.Many2many(
        "aftersales.handbook.item",
        relation="aftersales_handbook_item_basis_rel",
        column1="item_id",
        column2="basis_id",
        string="Kept By",
        help="Items whose values a commitment promises.",
    )

    _parameter_uniq = models.UniqueIndex(
        "(handbook_id, parameter_id)",
        "This handbook sets that parameter already. Change its line.",
    )

    @api.depends("parameter_id")
    def _compute_sequence(self):
        for item in self:
            item.sequence = item.sequence or item.parameter_id.sequence

    @api.depends("parameter_id")
    def _compute_display_name(self):
        for item in self:
            item.display_name = item.parameter_id.name

    @api.depends(
        *("parameter_id", "is_open", "amount", "unit", "note", "title", "statement"),
        *("sla_target_id", "calendar_id", "policy_id", "checklist_id"),
        "kpi_id",
    )
    @api.depends_context("lang")
    def _compute_value(self):
        values = self.env["aftersales.handbook.handler"]._propose(self)
        for item in self:
            item.value = values[item].label
