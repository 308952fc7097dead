from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import aged_stock
from .stock_location import LIABILITIES, QUALITIES

# Spans in the database: the first days of the next ones, then what holds in each.
NO_SPANS = (
    *("NULL::date[]", "NULL::text[]"),
    *("NULL::int[]", "NULL::int[]", "NULL::int[]", "NULL::int[]"),
)


class AftersalesStockAge(models.Model):
    """What lies in the warehouses today: how old it is, what that costs.

    The rule is decided on plain values: each policy gives a few spans of first
    receipts (`tools/aged_stock`), and the database sorts the layers into them.
    """

    _name = "aftersales.stock.age"
    _description = "Aged Stock"
    _auto = False
    _order = "first_received_on, id"
    _rec_name = "product_id"

    layer_id = fields.Many2one("aftersales.stock.layer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one("product.product", readonly=True)
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id")
    uom_id = fields.Many2one(related="product_id.uom_id")
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    lot_id = fields.Many2one("stock.lot", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    ownership = fields.Selection(
        [("own", "Own"), ("consigned", "Consigned")], readonly=True
    )
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    policy_id = fields.Many2one(
        "aftersales.storage.policy", string="Storage Policy", readonly=True
    )
    quality = fields.Selection(QUALITIES, readonly=True)
    liability = fields.Selection(LIABILITIES, readonly=True)
    received_on = fields.Date(readonly=True)
    first_received_on = fields.Date(string="In Custody Since", readonly=True)
    days = fields.Integer(string="Days in Custody", readonly=True, aggregator="max")
    bracket = fields.Char(string="Age Bracket (Months)", readonly=True)
    term_state = fields.Selection(
        [
            ("in_term", "In Custody Term"),
            ("turning", "Turning Aged"),
            ("aged", "Aged"),
            ("full", "Fully Depreciated"),
            ("exempt", "Does Not Age"),
        ],
        string="Age Status",
        readonly=True,
    )
    periods = fields.Integer(string="Periods Due", readonly=True, aggregator="max")
    quantity = fields.Float(digits="Product Unit", readonly=True)
    value = fields.Monetary(readonly=True)
    allowance = fields.Monetary(readonly=True)
    net_value = fields.Monetary(readonly=True)
    month_charge = fields.Monetary(
        string="This Month's Charge",
        readonly=True,
        help="What the run of this month adds to what stands in the books.",
    )
    next_charge = fields.Monetary(
        string="Next Month's Charge",
        readonly=True,
        help="What the run of the next month adds if nothing leaves until then.",
    )

    @property
    def _table_query(self) -> SQL:
        today = fields.Date.context_today(self)
        return SQL(
            """
            SELECT a.*, a.value - a.allowance AS net_value,
                   CASE WHEN a.term_state != 'exempt'
                        THEN ROUND(%(cost)s * a.share_month, a.decimals) - a.allowance
                        ELSE 0 END AS month_charge,
                   CASE WHEN a.term_state != 'exempt'
                        THEN ROUND(%(cost)s * a.share_next, a.decimals)
                           - ROUND(%(cost)s * a.share_month, a.decimals)
                        ELSE 0 END AS next_charge
              FROM (SELECT l.id, l.id AS layer_id, l.company_id, l.product_id,
                           l.categ_id, l.lot_id, l.owner_id, l.warehouse_id,
                           l.outlet_id, l.quality, l.liability, l.received_on,
                           l.first_received_on, l.remaining_quantity AS quantity,
                           l.value, COALESCE(l.allowance, 0) AS allowance,
                           l.remaining_quantity, l.unit_cost,
                           c.decimal_places AS decimals,
                           CASE WHEN l.owner_id IS NULL THEN 'own'
                                ELSE 'consigned' END AS ownership,
                           t.policy_id, t.bracket,
                           t.due_now AS periods,
                           %(today)s - l.first_received_on AS days,
                           t.rate * t.due_month AS share_month,
                           t.rate * t.due_next AS share_next,
                           CASE WHEN NOT l.is_depreciable OR t.policy_id IS NULL
                                THEN 'exempt'
                                WHEN t.due_now >= t.period_count THEN 'full'
                                WHEN t.due_now > 0 THEN 'aged'
                                WHEN t.due_notice > 0 THEN 'turning'
                                ELSE 'in_term' END AS term_state
                      FROM aftersales_stock_layer l
                      JOIN res_company company ON company.id = l.company_id
                      JOIN res_currency c ON c.id = company.currency_id
                      %(terms)s
                     WHERE l.remaining_quantity > 0) a
            """,
            cost=SQL("a.remaining_quantity * a.unit_cost"),
            today=today,
            terms=self._get_terms_sql(today),
        )

    @api.model
    def _get_terms_sql(self, day) -> SQL:
        """What the policies of ``day`` say of the layers ``l``, joined as ``t``."""
        policies, goods = self._get_policies(day)
        # A row that fits nothing: there may be no policy at all.
        rows = [SQL("(0, 0.0, 0, %s)", SQL(", ").join(map(SQL, NO_SPANS)))]
        for policy in policies:
            terms = policy._get_terms()
            found = aged_stock.spans(terms, day, policy.notice_days)
            # The first days that no longer belong to a span.
            starts = [fields.Date.add(span.until, days=1) for span in found[:-1]]
            columns = [list(column) for column in zip(*found, strict=True)][1:]
            arrays = [
                SQL("%s::%s", values, SQL(kind.partition("::")[2]))
                for values, kind in zip((starts, *columns), NO_SPANS, strict=True)
            ]
            facts = (policy.id, terms.rate, terms.period_count)
            rows.append(SQL("(%s, %s, %s, %s)", *facts, SQL(", ").join(arrays)))
        return SQL(
            """
            LEFT JOIN (VALUES %(goods)s) g(company_id, categ_id, policy_id)
                   ON g.company_id = l.company_id
                  AND g.categ_id = COALESCE(l.categ_id, 0)
            LEFT JOIN (VALUES %(rows)s)
                      p(id, rate, period_count, starts, brackets, due_now, due_month,
                        due_next, due_notice) ON p.id = g.policy_id
            CROSS JOIN LATERAL (
                 SELECT p.id AS policy_id, p.rate, p.period_count,
                        p.brackets[i] AS bracket, p.due_now[i] AS due_now,
                        p.due_month[i] AS due_month, p.due_next[i] AS due_next,
                        p.due_notice[i] AS due_notice
                   FROM (SELECT width_bucket(l.first_received_on, p.starts) + 1) s(i)
                 ) t
            """,
            goods=SQL(", ").join(SQL("(%s, %s, %s)", *row) for row in goods),
            rows=SQL(", ").join(rows),
        )

    @api.model
    def _get_policies(self, day):
        """The policies that hold, and (company, category or 0, policy) of all goods."""
        policies = self.env["aftersales.storage.policy"].sudo()
        categories = self.env["product.category"].sudo().search(Domain.TRUE)
        goods = [(0, 0, 0)]
        for company in self.env.companies:
            held = policies._get_valid(company, day)
            for category in (*categories, categories.browse()):
                if policy := held._get_nearest(category):
                    goods.append((company.id, category.id or 0, policy.id))
        return policies.browse({row[2] for row in goods} - {0}), goods

    def action_open_layer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "aftersales.stock.layer",
            "res_id": self.id,
            "view_mode": "form",
        }
