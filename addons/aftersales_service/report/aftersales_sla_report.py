from odoo import api, fields, models
from odoo.models import parse_read_group_spec
from odoo.tools import SQL

# Fields that a group shows as a percentile of the hours used instead of their average.
PERCENTILES = {"median_hours": 0.5, "p90_hours": 0.9}


class AftersalesSlaReport(models.Model):
    """SLA analysis: one row for each promise that was met or missed."""

    _name = "aftersales.sla.report"
    _description = "SLA Analysis"
    _auto = False
    _order = "start_at desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("aftersales.order", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    policy_id = fields.Many2one("aftersales.sla.policy", readonly=True)
    milestone = fields.Selection(
        selection=lambda self: self.env["aftersales.order"]._get_milestone_labels(),
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    technician_id = fields.Many2one("hr.employee.public", readonly=True)
    type_id = fields.Many2one("aftersales.order.type", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    symptom_id = fields.Many2one("aftersales.fault.code", readonly=True)
    start_at = fields.Datetime(string="Started", readonly=True)
    deadline = fields.Datetime(readonly=True)
    met_at = fields.Datetime(string="Met", readonly=True)
    used_within = fields.Selection(
        [
            ("1", "1 hour"),
            ("2", "4 hours"),
            ("3", "8 hours"),
            ("4", "24 hours"),
            ("5", "48 hours"),
            ("6", "5 days"),
            ("7", "longer"),
            ("8", "still open"),
        ],
        string="Met Within",
        readonly=True,
        help="On the clock of the promise: working hours where it is counted in them.",
    )
    in_time_rate = fields.Float(
        string="In-Time Rate",
        readonly=True,
        aggregator="avg",
        help="Share of the promises that were kept.",
    )
    is_missed = fields.Boolean(string="Missed", readonly=True)
    used_hours = fields.Float(
        string="Hours Used (average)", readonly=True, aggregator="avg"
    )
    median_hours = fields.Float(
        string="Hours Used (median)", readonly=True, aggregator="avg"
    )
    p90_hours = fields.Float(
        string="Hours Used (90th percentile)", readonly=True, aggregator="avg"
    )
    paused_hours = fields.Float(string="Hours Paused", readonly=True, aggregator="sum")

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        fname, _property_name, _func = parse_read_group_spec(aggregate_spec)
        if fname in PERCENTILES:
            return SQL(
                "PERCENTILE_CONT(%s) WITHIN GROUP (ORDER BY %s)",
                PERCENTILES[fname],
                self._field_to_sql(self._table, fname, query),
            )
        return super()._read_group_select(aggregate_spec, query)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT sla.id, sla.order_id, sla.company_id, sla.policy_id, sla.milestone,
                   sla.start_at, sla.deadline, sla.met_at, sla.is_missed,
                   CASE WHEN sla.is_missed THEN 0.0 ELSE 1.0 END AS in_time_rate,
                   measured.hours AS used_hours,
                   measured.hours AS median_hours,
                   measured.hours AS p90_hours,
                   sla.paused_hours,
                   CASE WHEN sla.met_at IS NULL THEN '8'
                        WHEN sla.used_hours <= 1 THEN '1'
                        WHEN sla.used_hours <= 4 THEN '2'
                        WHEN sla.used_hours <= 8 THEN '3'
                        WHEN sla.used_hours <= 24 THEN '4'
                        WHEN sla.used_hours <= 48 THEN '5'
                        WHEN sla.used_hours <= 120 THEN '6'
                        ELSE '7' END AS used_within,
                   ord.partner_id, ord.outlet_id, ord.technician_id, ord.type_id,
                   ord.product_id, ord.symptom_id
              FROM aftersales_order_sla sla
              JOIN aftersales_order ord ON ord.id = sla.order_id
              CROSS JOIN LATERAL (
                   SELECT CASE WHEN sla.met_at IS NOT NULL THEN sla.used_hours END
                       AS hours
                   ) measured
             WHERE sla.state = 'met' OR (sla.is_missed AND sla.state != 'cancelled')
            """
        )

    def action_open_order(self):
        self.ensure_one()
        return self.order_id._get_form_action()
