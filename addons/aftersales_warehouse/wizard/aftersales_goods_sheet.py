from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.ledger.aftersales_goods_balance import LEVELS
from ..models.ledger.aftersales_goods_ledger import OWNERSHIPS

# More than this is no paper any more.
PRINTED_ROWS = 3000


class AftersalesGoodsSheet(models.TransientModel):
    """Goods ledger or bin cards of a period: on the screen, on paper, as a sheet.

    This file says what is asked for; ``_rows`` what is found, ``_book`` the sheet.
    """

    _name = "aftersales.goods.sheet"
    _description = "Goods Ledger of a Period"
    _inherit = ["aftersales.sheet.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    level = fields.Selection(LEVELS, string="Book", required=True, default="ledger")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
    )
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Warehouses",
        domain="[('company_id', '=', company_id)]",
        help="Empty: all that you may see.",
    )
    location_ids = fields.Many2many(
        "stock.location",
        string="Locations",
        domain="[('company_id', '=', company_id), ('usage', '=', 'internal')]",
        help="With those in them. Empty: all.",
    )
    product_ids = fields.Many2many(
        "product.product",
        string="Articles",
        domain="[('is_storable', '=', True)]",
        help="Empty: all.",
    )
    categ_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="With the categories below them. Empty: all.",
    )
    ownership = fields.Selection(OWNERSHIPS, help="Empty: both, apart from each other.")

    _period_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The period must not end before it begins."
    )

    @api.onchange("level")
    def _onchange_level(self):
        if self.level == "ledger":
            self.location_ids = False

    def action_view_balance(self):
        """Opening, receipts, issues and closing of each article."""
        return self._open(
            "aftersales_goods_balance_action",
            self._get_scope(),
            goods_from=self.date_from,
            goods_to=self.date_to,
            goods_level=self.level,
        )

    def action_view_entries(self):
        """Every receipt and issue with the balance after it."""
        domain = self._get_scope() & self._get_period()
        return self._open("aftersales_goods_ledger_action", domain)

    def _open(self, name: str, domain: Domain, **context) -> dict:
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"aftersales_warehouse.{name}"
        )
        title = f"{self._get_title()} {self.date_from} – {self.date_to}"
        return {
            **action,
            "display_name": title,
            "domain": list(domain),
            "context": context,
        }

    def action_print(self):
        self.ensure_one()
        if len(self._read_rows(limit=PRINTED_ROWS + 1)) > PRINTED_ROWS:
            raise UserError(
                self.env._(
                    "There are more than %(count)s rows. Choose a shorter period or "
                    "fewer articles, or take the spreadsheet.",
                    count=PRINTED_ROWS,
                )
            )
        return self.env.ref(
            "aftersales_warehouse.action_report_goods_sheet"
        ).report_action(self)

    # -- what is asked for ------------------------------------------------------------

    def _get_title(self) -> str:
        if self.level == "card":
            return self.env._("Bin Cards")
        return self.env._("Goods Ledger")

    def _get_scope(self) -> Domain:
        """Which cards; not which days."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if self.warehouse_ids:
            domain &= Domain("warehouse_id", "in", self.warehouse_ids.ids)
        if self.product_ids:
            domain &= Domain("product_id", "in", self.product_ids.ids)
        if self.categ_ids:
            domain &= Domain("categ_id", "child_of", self.categ_ids.ids)
        if self.ownership:
            domain &= Domain("ownership", "=", self.ownership)
        if self.level == "card" and self.location_ids:
            domain &= Domain("location_id", "child_of", self.location_ids.ids)
        return domain

    def _get_period(self) -> Domain:
        """Which rows of the ledger."""
        return (
            self._get_book()
            & Domain("day", ">=", self.date_from)
            & Domain("day", "<=", self.date_to)
        )

    def _get_book(self) -> Domain:
        """What only changed its place within is on the cards alone."""
        if self.level == "card":
            return Domain.TRUE
        return Domain("is_within", "=", False)

    def _get_file_name(self) -> str:
        name = "bin-cards" if self.level == "card" else "goods-ledger"
        return f"{name}_{self.date_from}_{self.date_to}.xlsx"
