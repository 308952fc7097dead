from odoo import api, fields, models

from ..tools import depreciation


class AftersalesDepreciationCatchUp(models.TransientModel):
    """Posts all open months, one after the other: none or all of them."""

    _name = "aftersales.depreciation.catch.up"
    _description = "Post Open Months"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From",
        compute="_compute_date_from",
        store=True,
        readonly=False,
        help="A company's first run may begin earlier; then each month has its own.",
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.subtract(
            fields.Date.context_today(self).replace(day=1), days=1
        ),
    )
    is_first = fields.Boolean(compute="_compute_is_first")
    months = fields.Char(compute="_compute_months")

    @api.depends("company_id")
    def _compute_is_first(self):
        Run = self.env["aftersales.depreciation.run"]
        for wizard in self:
            wizard.is_first = not Run._get_last_posted(wizard.company_id)

    @api.depends("company_id")
    def _compute_date_from(self):
        Run = self.env["aftersales.depreciation.run"]
        for wizard in self:
            months = Run._get_open_months(wizard.company_id)
            wizard.date_from = months[0].replace(day=1) if months else False

    @api.depends("date_from", "date_to", "company_id")
    def _compute_months(self):
        for wizard in self:
            wizard.months = ", ".join(
                month.strftime("%Y-%m") for month in wizard._get_months()
            )

    def _get_months(self) -> list:
        if not (self.date_from and self.date_to):
            return []
        return depreciation.month_ends(self.date_from, self.date_to)

    def action_post(self):
        self.ensure_one()
        Run = self.env["aftersales.depreciation.run"]
        Run._check_step_role("catch_up")
        runs = Run._catch_up(self.company_id, self._get_months())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_depreciation_run_action"
        )
        return {**action, "domain": [("id", "in", runs.ids)], "context": {}}
