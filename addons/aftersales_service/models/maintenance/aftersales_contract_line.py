from datetime import timedelta

from odoo import api, fields, models

from ...tools import contract_billing, recurrence


class AftersalesContractLine(models.Model):
    """A service of a contract: its price a year, its visits and hours."""

    _name = "aftersales.contract.line"
    _description = "Service of a Contract"
    _inherit = ["aftersales.contract.part"]
    _order = "contract_id, sequence, id"

    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        string="Service",
        required=True,
        check_company=True,
        domain=[("type", "=", "service")],
    )
    name = fields.Char(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    price_unit = fields.Float(
        string="Price a Year",
        digits="Product Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        help="From the pricelist of the contract, before tax.",
    )
    amount = fields.Monetary(
        string="Amount a Year", compute="_compute_amount", store=True
    )

    # -- visits and hours --------------------------------------------------------------
    visits_per_year = fields.Integer(string="Visits a Year")
    order_type_id = fields.Many2one(
        "aftersales.order.type",
        check_company=True,
        default=lambda self: self._default_order_type_id(),
        help="Kind of the orders that are made for the visits.",
    )
    checklist_id = fields.Many2one(
        "aftersales.checklist",
        check_company=True,
        domain=[("usage", "=", "visit"), ("state", "=", "published")],
    )
    is_patrol = fields.Boolean(
        string="Patrol",
        help="One visit for all units of the contract; else each has visits of its "
        "own.",
    )
    hours_per_year = fields.Float(
        string="Hours a Year",
        help="Labour that is free beside the visits. 0 in all lines: not limited.",
    )
    order_ids = fields.One2many("aftersales.order", "contract_line_id", "Visit Orders")
    visits_included = fields.Integer(compute="_compute_usage")
    visits_done = fields.Integer(compute="_compute_usage")
    visits_open = fields.Integer(string="Visits Ordered", compute="_compute_usage")
    visits_left = fields.Integer(compute="_compute_usage")

    _figures_positive = models.Constraint(
        "CHECK(quantity >= 0 AND visits_per_year >= 0 AND hours_per_year >= 0)",
        "Quantity, visits and hours of a contract cannot be negative.",
    )

    def _default_order_type_id(self):
        return self.env.ref(
            "aftersales_service.order_type_maintenance", raise_if_not_found=False
        )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            line.name = line.product_id.display_name

    @api.depends("product_id", "quantity", "contract_id.pricelist_id")
    def _compute_price_unit(self):
        for line in self:
            contract = line.contract_id
            if contract.state != "draft":
                continue  # What was agreed is not priced again.
            line.price_unit = (
                contract.pricelist_id._get_product_price(
                    line.product_id,
                    line.quantity or 1.0,
                    currency=contract.currency_id,
                    date=contract.date_start,
                )
                if line.product_id
                else 0.0
            )

    @api.depends("price_unit", "quantity")
    def _compute_amount(self):
        for line in self:
            line.amount = line.currency_id.round(line.price_unit * line.quantity)

    @api.depends(
        "visits_per_year",
        "is_patrol",
        "contract_id.date_start",
        "contract_id.date_end",
        "contract_id.unit_ids",
        "order_ids.is_visit_done",
        "order_ids.state",
    )
    def _compute_usage(self):
        """Visits by what became of their orders; one query for all lines."""
        counts = {}
        for line, is_done, count in (
            self.env["aftersales.order"]
            .sudo()
            ._read_group(
                [
                    ("contract_line_id", "in", self.ids),
                    ("state", "!=", "cancelled"),
                ],
                ["contract_line_id", "is_visit_done"],
                ["__count"],
            )
        ):
            counts[line.id, is_done] = count
        for line in self:
            contract = line.contract_id
            visits = line.visits_per_year * (
                1 if line.is_patrol else max(1, len(contract.unit_ids))
            )
            line.visits_included = (
                contract_billing.included(
                    visits, contract.date_start, contract.date_end
                )
                if contract.date_start and contract.date_end
                else 0
            )
            line.visits_done = counts.get((line.id, True), 0)
            line.visits_open = counts.get((line.id, False), 0)
            line.visits_left = max(0, line.visits_included - line.visits_done)

    def _prepare_plan_vals(self, units) -> dict:
        """Values of the plan of this service for some units of the contract."""
        self.ensure_one()
        contract = self.contract_id
        rule = recurrence.interval(self.visits_per_year)
        sites = units.equipment_id.site_partner_id
        name = units.equipment_id.display_name if len(units) == 1 else contract.title
        return {
            "name": f"{self.name} · {name}",
            "company_id": contract.company_id.id,
            "contract_id": contract.id,
            "contract_line_id": self.id,
            "partner_id": contract.partner_id.id,
            "site_partner_id": sites.id if len(sites) == 1 else False,
            "equipment_ids": [fields.Command.set(units.equipment_id.ids)],
            "order_type_id": self.order_type_id.id,
            "checklist_id": self.checklist_id.id,
            "outlet_id": contract.outlet_id.id,
            "user_id": contract.user_id.id,
            "interval": rule.every,
            "interval_unit": rule.unit,
            # The first visit comes at the end of the first interval.
            "date_start": recurrence.step(rule, contract.date_start)
            - timedelta(days=1),
        }
