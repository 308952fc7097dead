from odoo import api, fields, models


class AftersalesNonconformityCause(models.Model):
    """A step of the search for the cause: a why with its answer, or a branch of the
    fishbone."""

    _name = "aftersales.nonconformity.cause"
    _description = "Cause of a Nonconformity"
    _inherit = ["aftersales.nonconformity.part"]
    _order = "nonconformity_id, sequence, id"
    _rec_name = "answer"

    category = fields.Selection(
        [
            ("people", "People"),
            ("equipment", "Equipment and Tools"),
            ("material", "Material"),
            ("method", "Method"),
            ("environment", "Surroundings"),
            ("measurement", "Measuring"),
        ],
        string="Cause Category",
        help="Empty: one of the five whys.",
    )
    question = fields.Char(string="Why?")
    answer = fields.Text(string="Because", required=True)
    is_root = fields.Boolean(string="Is the Root Cause")

    @api.model_create_multi
    def create(self, vals_list):
        causes = super().create(vals_list)
        causes.nonconformity_id._check_plan_open()
        return causes

    def write(self, vals):
        self.nonconformity_id._check_plan_open()
        result = super().write(vals)
        self.nonconformity_id._check_plan_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        self.nonconformity_id._check_plan_open()
