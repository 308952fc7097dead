from odoo import api, fields, models
from odoo.exceptions import UserError

#: What was asked of whom; heads of departments fill in the answer only.
QUESTION = frozenset({"evaluation_id", "item_id", "department_id", "was_repealed"})


class AftersalesLegalEvaluationLine(models.Model):
    """Does one department keep one law?"""

    _name = "aftersales.legal.evaluation.line"
    _description = "Finding of a Compliance Evaluation"
    _order = "evaluation_id, item_id, department_id, id"
    _check_company_auto = True

    evaluation_id = fields.Many2one(
        "aftersales.legal.evaluation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True)
    state = fields.Selection(related="evaluation_id.state")
    item_id = fields.Many2one(
        "aftersales.legal.item",
        string="Law or Standard",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    department_id = fields.Many2one(
        "hr.department", check_company=True, index="btree_not_null"
    )
    was_repealed = fields.Boolean(
        readonly=True, help="On the day the evaluation began."
    )
    outcome = fields.Selection(
        [
            ("complied", "Complied With"),
            ("partly", "Partly"),
            ("not", "Not Complied With"),
            ("not_applicable", "Does Not Apply"),
        ],
    )
    finding = fields.Text(string="What Was Found")
    evidence = fields.Char(string="Proof")
    user_id = fields.Many2one("res.users", string="Answered By", readonly=True)

    _once = models.UniqueIndex(
        "(evaluation_id, item_id, COALESCE(department_id, 0))",
        "The evaluation asks each department once of each law.",
    )

    @api.depends("item_id", "department_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.item_id.display_name

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_open()
        if {*QUESTION, "user_id"} & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "Which department is asked of which law stays. Add another line, "
                    "or delete this one."
                )
            )
        if vals.get("outcome"):
            vals = {**vals, "user_id": self.env.uid}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_open()

    def _check_open(self) -> None:
        # Heads answer their lines and do not see the evaluation.
        over = self.sudo().evaluation_id.filtered(
            lambda evaluation: evaluation.state in ("done", "cancelled")
        )
        if over:
            raise UserError(
                self.env._(
                    "%(evaluations)s: is concluded; its findings stay as they are.",
                    evaluations=", ".join(over.mapped("name")),
                )
            )

    def _get_responsible(self):
        """Head of the department, or who leads the evaluation."""
        self.ensure_one()
        head = self.department_id.sudo().manager_id.user_id
        return head or self.evaluation_id.user_id or self.env.user
