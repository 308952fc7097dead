from odoo import api, fields, models
from odoo.tools import SQL


def _selection_of(model: str, name: str):
    """Selection of another model's field, translated as it is there."""
    return lambda self: self.env[model]._fields[name]._description_selection(self.env)


class AftersalesLedger(models.Model):
    """Service ledger (服务台账, R074): one row an order, with what it cost whom.

    Amounts come from subqueries beside each order (``LATERAL``), so that the database
    works them out only for the orders that a filter leaves, and not at all where no
    amount is shown.
    """

    _name = "aftersales.ledger"
    _description = "Service Ledger"
    _auto = False
    _order = "received_at desc, id desc"

    order_id = fields.Many2one(
        "aftersales.order", string="Service Order", readonly=True
    )
    name = fields.Char(string="Number", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    technician_id = fields.Many2one("hr.employee", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    type_id = fields.Many2one("aftersales.order.type", readonly=True)
    channel = fields.Selection(_selection_of("aftersales.order", "channel"))
    priority = fields.Selection(_selection_of("aftersales.order", "priority"))
    state = fields.Selection(_selection_of("aftersales.order", "state"))
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    equipment_id = fields.Many2one("aftersales.equipment", string="Unit", readonly=True)
    serial = fields.Char(string="Serial Number", readonly=True)
    symptom_id = fields.Many2one("aftersales.fault.code", readonly=True)
    cause_id = fields.Many2one("aftersales.fault.code", readonly=True)
    remedy_id = fields.Many2one("aftersales.fault.code", readonly=True)
    is_repeat = fields.Boolean(string="Repeated Fault", readonly=True)
    received_at = fields.Datetime(string="Received", readonly=True)
    accepted_at = fields.Datetime(string="Accepted", readonly=True)
    arrived_at = fields.Datetime(string="Arrived", readonly=True)
    repaired_at = fields.Datetime(string="Repaired", readonly=True)
    closed_at = fields.Datetime(string="Closed", readonly=True)
    response_hours = fields.Float(
        readonly=True, aggregator="avg", help="From the call to the arrival."
    )
    repair_hours = fields.Float(
        readonly=True, aggregator="avg", help="From the call to the end of the work."
    )
    visit_count = fields.Integer(string="Visits", readonly=True)
    opinion = fields.Selection(
        _selection_of("aftersales.dispatch", "opinion"),
        help="What the customer said after the last finished visit.",
    )

    amount_labour_charged = fields.Monetary(
        string="Labour Charged", readonly=True, help="Labour and travel, before tax."
    )
    amount_parts_charged = fields.Monetary(
        string="Parts Charged", readonly=True, help="As quoted, before tax."
    )
    amount_charged = fields.Monetary(string="Charged", readonly=True)
    amount_labour_free = fields.Monetary(
        string="Labour Free",
        readonly=True,
        help="Covered and goodwill labour and travel, at the tariff's price.",
    )
    cost_parts_free = fields.Monetary(
        string="Cost of Free Parts",
        readonly=True,
        help="What parts that nobody is invoiced for cost us.",
    )
    amount_free = fields.Monetary(
        string="Free",
        readonly=True,
        help="Free labour at the tariff's price and free parts at their cost.",
    )
    amount_invoiced = fields.Monetary(
        string="Invoiced",
        readonly=True,
        help="Posted invoices less credit notes, with tax.",
    )
    amount_paid = fields.Monetary(string="Paid", readonly=True)

    _depends = {
        "aftersales.order": [
            "name",
            "company_id",
            "outlet_id",
            "technician_id",
            "partner_id",
            "type_id",
            "channel",
            "priority",
            "state",
            "product_id",
            "equipment_id",
            "serial",
            "symptom_id",
            "cause_id",
            "remedy_id",
            "repeat_of_id",
            "received_at",
            "accepted_at",
            "arrived_at",
            "repaired_at",
            "closed_at",
        ],
        "aftersales.order.line": ["order_id", "coverage", "amount"],
        "aftersales.dispatch": [
            "order_id",
            "state",
            "arrived_at",
            "finished_at",
            "opinion",
        ],
        "stock.move": [
            "aftersales_order_id",
            "repair_line_type",
            "state",
            "coverage",
            "sale_line_id",
            "value",
        ],
        "sale.order": ["aftersales_order_id", "currency_rate"],
        "sale.order.line": ["order_id", "price_subtotal", "invoice_lines"],
        "account.move.line": ["move_id", "price_total"],
        "account.move": [
            "state",
            "payment_state",
            "amount_total",
            "amount_total_signed",
            "amount_residual_signed",
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["categ_id"],
        "res.company": ["currency_id"],
    }

    @property
    def _table_query(self) -> SQL:
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    @api.model
    def _select(self) -> SQL:
        return SQL(
            """
            SELECT o.id, o.id AS order_id, o.name, o.company_id, c.currency_id,
                   o.outlet_id, o.technician_id, o.partner_id, o.type_id, o.channel,
                   o.priority, o.state, o.product_id, t.categ_id, o.equipment_id,
                   o.serial, o.symptom_id, o.cause_id, o.remedy_id,
                   o.repeat_of_id IS NOT NULL AS is_repeat,
                   o.received_at, o.accepted_at, o.arrived_at, o.repaired_at,
                   o.closed_at,
                   EXTRACT(EPOCH FROM o.arrived_at - o.received_at) / 3600.0
                       AS response_hours,
                   EXTRACT(EPOCH FROM o.repaired_at - o.received_at) / 3600.0
                       AS repair_hours,
                   visits.visit_count, visits.opinion,
                   work.charged AS amount_labour_charged,
                   sold.charged AS amount_parts_charged,
                   work.charged + sold.charged AS amount_charged,
                   work.free AS amount_labour_free,
                   used.cost AS cost_parts_free,
                   work.free + used.cost AS amount_free,
                   bills.invoiced AS amount_invoiced,
                   bills.paid AS amount_paid
            """
        )

    @api.model
    def _from(self) -> SQL:
        return SQL(
            """
            FROM aftersales_order o
            JOIN res_company c ON c.id = o.company_id
            JOIN res_currency cur ON cur.id = c.currency_id
            LEFT JOIN product_product p ON p.id = o.product_id
            LEFT JOIN product_template t ON t.id = p.product_tmpl_id
            LEFT JOIN LATERAL (%s) visits ON TRUE
            LEFT JOIN LATERAL (%s) work ON TRUE
            LEFT JOIN LATERAL (%s) sold ON TRUE
            LEFT JOIN LATERAL (%s) used ON TRUE
            LEFT JOIN LATERAL (%s) bills ON TRUE
            """,
            self._visits(),
            self._work(),
            self._sold_parts(),
            self._free_parts(),
            self._bills(),
        )

    @api.model
    def _where(self) -> SQL:
        """Every order is in the ledger; other addons may narrow it."""
        return SQL()

    @api.model
    def _visits(self) -> SQL:
        return SQL(
            """
            SELECT COUNT(d.arrived_at) AS visit_count,
                   (ARRAY_AGG(d.opinion ORDER BY d.finished_at DESC, d.id DESC)
                       FILTER (WHERE d.finished_at IS NOT NULL))[1] AS opinion
              FROM aftersales_dispatch d
             WHERE d.order_id = o.id AND d.state != 'cancelled'
            """
        )

    @api.model
    def _work(self) -> SQL:
        """Labour and travel by who pays."""
        return SQL(
            """
            SELECT COALESCE(SUM(l.amount) FILTER (WHERE l.coverage = 'customer'), 0)
                       AS charged,
                   COALESCE(SUM(l.amount) FILTER (WHERE l.coverage != 'customer'), 0)
                       AS free
              FROM aftersales_order_line l
             WHERE l.order_id = o.id
            """
        )

    @api.model
    def _sold_parts(self) -> SQL:
        """Parts the customer pays, as quoted. Several moves may serve one line of the
        quotation (a backorder, several lots): the line counts once."""
        return SQL(
            """
            SELECT COALESCE(
                       SUM(sl.price_subtotal / COALESCE(NULLIF(s.currency_rate, 0), 1)),
                       0) AS charged
              FROM sale_order_line sl
              JOIN sale_order s ON s.id = sl.order_id
             WHERE sl.id IN (
                       SELECT m.sale_line_id
                         FROM stock_move m
                        WHERE m.aftersales_order_id = o.id
                          AND m.repair_line_type = 'add'
                          AND m.state != 'cancel'
                          AND m.coverage = 'customer')
            """
        )

    @api.model
    def _free_parts(self) -> SQL:
        """What the parts cost that nobody is invoiced for."""
        return SQL(
            """
            SELECT COALESCE(SUM(ABS(m.value)), 0) AS cost
              FROM stock_move m
             WHERE m.aftersales_order_id = o.id
               AND m.repair_line_type = 'add'
               AND m.state != 'cancel'
               AND m.coverage IN ('covered', 'goodwill')
            """
        )

    @api.model
    def _bills(self) -> SQL:
        """Share of the posted invoices that bills this order's quotations.

        One invoice may bill several quotations of a customer, so its lines are
        counted, at the rate and with the sign of the invoice; what is paid of the
        invoice is taken to be paid of each of its lines.
        """
        return SQL(
            """
            SELECT COALESCE(ROUND(SUM(b.amount), cur.decimal_places), 0) AS invoiced,
                   COALESCE(ROUND(SUM(b.amount * b.paid_share), cur.decimal_places), 0)
                       AS paid
              FROM (SELECT il.price_total * i.amount_total_signed
                               / NULLIF(i.amount_total, 0) AS amount,
                           CASE WHEN i.payment_state = ANY (%s) THEN 1
                                ELSE 1 - i.amount_residual_signed
                                     / NULLIF(i.amount_total_signed, 0)
                            END AS paid_share
                      FROM sale_order s
                      JOIN sale_order_line sl ON sl.order_id = s.id
                      JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sl.id
                      JOIN account_move_line il ON il.id = rel.invoice_line_id
                      JOIN account_move i ON i.id = il.move_id
                     WHERE s.aftersales_order_id = o.id
                       AND i.state = 'posted'
                       AND i.move_type IN ('out_invoice', 'out_refund')) b
            """,
            ["paid", "in_payment", "reversed"],
        )

    def action_open_order(self):
        """Open the order a row tells of."""
        return self.order_id._get_form_action()
