from odoo import api, fields, models
from odoo.tools import SQL


class AftersalesRecallOutlet(models.Model):
    """How far each outlet is with a recall: told, answered, done, parts there."""

    _name = "aftersales.recall.outlet"
    _description = "Completion of a Recall by Outlet"
    _auto = False
    _order = "recall_id desc, done_rate, id"
    _rec_name = "outlet_id"

    # Of the table beneath: a recall's rows are found by it.
    recall_id = fields.Many2one("aftersales.recall", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    unit_count = fields.Integer(string="Units", readonly=True)
    stock_count = fields.Integer(string="In Our Hands", readonly=True)
    told_count = fields.Integer(string="Reached", readonly=True)
    answered_count = fields.Integer(string="Answered", readonly=True)
    order_count = fields.Integer(string="Orders", readonly=True)
    done_count = fields.Integer(string="Done", readonly=True)
    open_count = fields.Integer(string="To Do", readonly=True)
    done_rate = fields.Float(string="Completion", readonly=True, aggregator="avg")
    ready_rate = fields.Float(
        string="Parts Ready",
        compute="_compute_ready_rate",
        help="Share of the units still to do that parts are in stock for.",
    )

    _depends = {
        "aftersales.recall.line": [
            "recall_id",
            "company_id",
            "outlet_id",
            "state",
            "is_in_house",
            "notified_at",
            "answer",
            "order_id",
        ]
    }

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT MIN(l.id) AS id, l.recall_id, l.company_id, l.outlet_id,
                   COUNT(*) AS unit_count,
                   COUNT(*) FILTER (WHERE l.is_in_house) AS stock_count,
                   COUNT(*) FILTER (WHERE NOT l.is_in_house
                       AND l.state NOT IN ('found', 'unreachable')) AS told_count,
                   COUNT(*) FILTER (WHERE l.answer IS NOT NULL) AS answered_count,
                   COUNT(l.order_id) AS order_count,
                   COUNT(*) FILTER (WHERE l.state = 'done') AS done_count,
                   COUNT(*) FILTER (WHERE l.state != 'done') AS open_count,
                   COUNT(*) FILTER (WHERE l.state = 'done')::float / COUNT(*)
                       AS done_rate
              FROM aftersales_recall_line l
             GROUP BY l.recall_id, l.company_id, l.outlet_id
            """
        )

    @api.depends("recall_id", "outlet_id")
    def _compute_ready_rate(self):
        for recall, rows in self.grouped("recall_id").items():
            # All outlets of the recall: some of them share a store.
            everywhere = dict(
                self.sudo()._read_group(
                    [("recall_id", "=", recall.id)], ["outlet_id"], ["open_count:sum"]
                )
            )
            rates = recall._get_ready_rates(everywhere)
            for row in rows:
                row.ready_rate = rates.get(row.outlet_id, 1.0)

    def action_view_lines(self):
        """Units of this outlet."""
        self.ensure_one()
        mine = [("outlet_id", "=", self.outlet_id.id)]
        name = self.outlet_id.display_name or self.env._("Units Affected")
        return self.recall_id._get_lines_action(name, mine)
