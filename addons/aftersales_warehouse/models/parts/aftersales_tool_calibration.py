from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calibration import next_due


class AftersalesToolCalibration(models.Model):
    """One calibration of a tool, with its certificate."""

    _name = "aftersales.tool.calibration"
    _description = "Calibration"
    _order = "date desc, id desc"
    _check_company_auto = True
    _rec_name = "tool_id"

    tool_id = fields.Many2one(
        "aftersales.tool",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="tool_id.company_id", store=True, index=True, precompute=True
    )
    kind_id = fields.Many2one(related="tool_id.kind_id", store=True, index=True)
    outlet_id = fields.Many2one(
        related="tool_id.outlet_id", store=True, index="btree_not_null", precompute=True
    )
    date = fields.Date(
        string="Calibrated On", required=True, default=fields.Date.context_today
    )
    laboratory_id = fields.Many2one("res.partner")
    certificate_number = fields.Char()
    result = fields.Selection(
        [("passed", "Passed"), ("failed", "Failed")], default="passed", required=True
    )
    valid_until = fields.Date(
        compute="_compute_valid_until",
        store=True,
        readonly=False,
        precompute=True,
        help="As the certificate says; else after the interval of its kind.",
    )
    deviation = fields.Char(help="What was found, before and after adjustment.")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_tool_calibration_file_rel",
        string="Certificate",
        copy=False,
    )

    _dates_order = models.Constraint(
        "CHECK(valid_until >= date)", "Valid Until must not come before Calibrated On."
    )

    @api.depends("date", "tool_id")
    def _compute_valid_until(self):
        for one in self:
            one.valid_until = next_due(
                one.date or None, one.tool_id.kind_id.interval_months
            )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._refuse_without_certificate()
        lines._keep_files()
        # Of the new end somebody is told anew.
        lines.tool_id.sudo().write({"is_told": False})
        lines.tool_id.sudo().activity_ids.unlink()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self._refuse_without_certificate()
        if "attachment_ids" in vals:
            self._keep_files()
        return result

    def _refuse_without_certificate(self) -> None:
        problems = [
            self.env._(
                "%(tool)s: attach the certificate of the calibration of %(date)s.",
                tool=line.tool_id.display_name,
                date=line.date,
            )
            for line in self
            if line.result == "passed" and not line.attachment_ids
        ]
        if problems:
            raise UserError("\n".join(problems))

    def _keep_files(self) -> None:
        """Whoever may read the calibration may read its certificate."""
        for line in self:
            line.attachment_ids.filtered(lambda file: not file.res_id).write(
                {"res_model": self._name, "res_id": line.id}
            )
