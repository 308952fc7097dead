from odoo import api, fields, models
from odoo.models import parse_read_group_spec
from odoo.tools import SQL

# Hours that a group shows as the middle one, which a few very long ones do not move.
MEDIANS = ("answer_hours", "resolve_hours")


def _selection_of(name):
    """Words of the complaint's own field, whatever adds to them."""

    def read(model):
        return (
            model.env["aftersales.complaint"]
            ._fields[name]
            ._description_selection(model.env)
        )

    return read


class AftersalesComplaintReport(models.Model):
    """Complaint analysis: one row for each complaint that was one.

    A rate is empty where it has nothing to say (not due yet, not asked), so that
    averages are rates, sums their numerators, and counts their denominators.
    """

    _name = "aftersales.complaint.report"
    _description = "Complaint Analysis"
    _auto = False
    _order = "received_at desc, id desc"
    _rec_name = "complaint_id"

    complaint_id = fields.Many2one("aftersales.complaint", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    received_at = fields.Datetime(string="Received", readonly=True)
    state = fields.Selection(_selection_of("state"), readonly=True)
    level = fields.Selection(_selection_of("level"), readonly=True)
    channel = fields.Selection(_selection_of("channel"), readonly=True)
    finding = fields.Selection(_selection_of("finding"), readonly=True)
    category_id = fields.Many2one("aftersales.complaint.category", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    in_time_rate = fields.Float(
        string="Answered in Time",
        readonly=True,
        aggregator="avg",
        help="Of those whose time is over, or that are answered.",
    )
    resolved_rate = fields.Float(
        string="Solved",
        readonly=True,
        aggregator="avg",
        help="Of all but those withdrawn.",
    )
    content_rate = fields.Float(
        string="Content Complainants",
        readonly=True,
        aggregator="avg",
        help="Of those who said how they were handled.",
    )
    at_once_rate = fields.Float(
        string="Solved on the Day",
        readonly=True,
        aggregator="avg",
        help="Solved within 24 hours.",
    )
    upheld_rate = fields.Float(string="Upheld", readonly=True, aggregator="avg")
    repeat_rate = fields.Float(string="Repeated", readonly=True, aggregator="avg")
    referred_rate = fields.Float(
        string="Before Outside Bodies", readonly=True, aggregator="avg"
    )
    acknowledge_hours = fields.Float(
        string="Hours to Acknowledge (average)", readonly=True, aggregator="avg"
    )
    answer_hours = fields.Float(
        string="Hours to Answer (median)", readonly=True, aggregator="avg"
    )
    resolve_hours = fields.Float(
        string="Hours to Solve (median)", readonly=True, aggregator="avg"
    )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        fname, _property_name, _func = parse_read_group_spec(aggregate_spec)
        if fname in MEDIANS:
            return SQL(
                "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %s)",
                self._field_to_sql(self._table, fname, query),
            )
        return super()._read_group_select(aggregate_spec, query)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT c.id, c.id AS complaint_id, c.company_id, c.received_at, c.state,
                   c.level, c.channel, c.finding, c.category_id, c.outlet_id,
                   c.product_id, c.partner_id, c.user_id,
                   CASE WHEN c.state = 'withdrawn' THEN NULL
                        WHEN c.is_in_time THEN 1.0
                        WHEN c.answered_at IS NOT NULL
                             OR c.answer_deadline < NOW() AT TIME ZONE 'UTC' THEN 0.0
                        END AS in_time_rate,
                   CASE WHEN c.state = 'withdrawn' THEN NULL
                        WHEN c.resolved_at IS NOT NULL THEN 1.0
                        ELSE 0.0 END AS resolved_rate,
                   CASE WHEN c.satisfaction IN ('4', '5') THEN 1.0
                        WHEN c.satisfaction IS NOT NULL THEN 0.0 END AS content_rate,
                   CASE WHEN c.resolved_at <= c.received_at + INTERVAL '24 hours'
                        THEN 1.0 ELSE 0.0 END AS at_once_rate,
                   CASE WHEN c.is_upheld THEN 1.0
                        WHEN c.finding IS NOT NULL THEN 0.0 END AS upheld_rate,
                   CASE WHEN c.repeat_of_id IS NOT NULL THEN 1.0 ELSE 0.0 END
                       AS repeat_rate,
                   CASE WHEN c.referred_at IS NOT NULL THEN 1.0 ELSE 0.0 END
                       AS referred_rate,
                   EXTRACT(EPOCH FROM c.acknowledged_at - c.received_at) / 3600
                       AS acknowledge_hours,
                   EXTRACT(EPOCH FROM c.answered_at - c.received_at) / 3600
                       AS answer_hours,
                   EXTRACT(EPOCH FROM c.resolved_at - c.received_at) / 3600
                       AS resolve_hours
              FROM aftersales_complaint c
             WHERE c.state != 'cancelled'
            """
        )

    def action_open_complaint(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "aftersales.complaint",
            "res_id": self.complaint_id.id,
            "view_mode": "form",
        }
