from odoo import api, fields, models

from .aftersales_archive_source import Source

FIGURES = (
    *("outlet_id", "received_count", "closed_count", "open_count", "visit_count"),
    *("satisfied_count", "dissatisfied_count", "briefing_count"),
)
SATISFIED = ("very_satisfied", "satisfied")
DISSATISFIED = ("dissatisfied", "very_dissatisfied")


class AftersalesArchiveStatistic(models.Model):
    """Record statistics (记录统计表) of a period: one line an outlet, counted when the
    papers are collected (R399)."""

    _name = "aftersales.archive.statistic"
    _description = "Record Statistics"
    _order = "batch_id desc, outlet_id"

    batch_id = fields.Many2one(
        "aftersales.archive.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="batch_id.company_id", store=True, index=True)
    date_from = fields.Date(related="batch_id.date_from", store=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    received_count = fields.Integer(string="Orders Received", readonly=True)
    closed_count = fields.Integer(string="Closed", readonly=True)
    open_count = fields.Integer(
        string="Open", readonly=True, help="Not closed when this was counted."
    )
    visit_count = fields.Integer(string="Visits", readonly=True)
    satisfied_count = fields.Integer(string="Satisfied", readonly=True)
    dissatisfied_count = fields.Integer(string="Dissatisfied", readonly=True)
    briefing_count = fields.Integer(string="Briefings", readonly=True)

    @api.depends("outlet_id", "date_from")
    def _compute_display_name(self):
        for row in self:
            outlet = row.outlet_id.name or self.env._("without outlet")
            row.display_name = f"{outlet} {row.date_from}"


class AftersalesArchiveSource(models.AbstractModel):
    _inherit = "aftersales.archive.source"

    @api.model
    def _describe_statistic(self) -> Source:
        return Source("aftersales.archive.statistic", FIGURES)

    @api.model
    def _collect_statistic(self, batch):
        """Count anew: one grouped query for each figure."""
        figures: dict = {}
        company = [("company_id", "=", batch.company_id.id)]
        if batch.rule_id.is_per_outlet:
            company.append(("outlet_id", "=", batch.outlet_id.id))
        start, end = batch._get_moments()
        for name, model, moment, domain in (
            ("received_count", "aftersales.order", "received_at", []),
            ("closed_count", "aftersales.order", "closed_at", []),
            (
                "open_count",
                "aftersales.order",
                "received_at",
                [("is_open", "=", True)],
            ),
            ("visit_count", "aftersales.dispatch", "finished_at", []),
            (
                "satisfied_count",
                "aftersales.dispatch",
                "finished_at",
                [("opinion", "in", SATISFIED)],
            ),
            (
                "dissatisfied_count",
                "aftersales.dispatch",
                "finished_at",
                [("opinion", "in", DISSATISFIED)],
            ),
            (
                "briefing_count",
                "aftersales.dispatch",
                "finished_at",
                [("briefing_given", "=", True)],
            ),
        ):
            period = [(moment, ">=", start), (moment, "<", end)]
            for outlet, count in self.env[model]._read_group(
                company + period + domain, ["outlet_id"], ["__count"]
            ):
                figures.setdefault(outlet, {})[name] = count
        Statistic = self.env["aftersales.archive.statistic"].sudo()
        Statistic.search([("batch_id", "=", batch.id)]).unlink()
        return Statistic.create(
            [
                {"batch_id": batch.id, "outlet_id": outlet.id, **values}
                for outlet, values in sorted(
                    figures.items(), key=lambda item: item[0].id or 0
                )
            ]
        )
