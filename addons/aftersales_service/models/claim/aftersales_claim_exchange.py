from odoo import api, fields, models

from ...tools import claim_money


class AftersalesClaim(models.Model):
    """Exchange: a new unit goes out, the old one comes back; both numbers stand here.

    Another model needs the customer's consent (R108) and, where the promise says so,
    the difference of the prices is settled both ways (R115).
    """

    _inherit = "aftersales.claim"

    new_product_id = fields.Many2one(
        "product.product",
        string="Replacement",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_new_product_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_other_model = fields.Boolean(
        string="Another Model", compute="_compute_is_other_model"
    )
    new_lot_id = fields.Many2one(
        "stock.lot",
        string="New Lot/Serial Number",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('product_id', '=', new_product_id), ('is_refurbished', '=', False)]",
    )
    new_serial = fields.Char(
        compute="_compute_new_serial", store=True, readonly=False, copy=False
    )
    new_price = fields.Monetary(
        string="Price of the Replacement",
        compute="_compute_new_price",
        store=True,
        readonly=False,
        precompute=True,
        help="What a customer pays for it today, tax included.",
    )
    other_model_rule = fields.Selection(
        [
            (claim_money.CONSENT_FREE, "Consent, No Surcharge"),
            (claim_money.DIFFERENCE, "Price Difference Both Ways"),
        ],
        string="If Another Model",
        compute="_compute_other_model_rule",
        store=True,
        readonly=False,
        precompute=True,
        help="As the warranty policy says. Empty: it does not say, so choose.",
    )
    is_consented = fields.Boolean(
        string="Customer Consents",
        copy=False,
        tracking=True,
        help="The customer agrees to get another model.",
    )
    surcharge = fields.Monetary(
        compute="_compute_surcharge",
        store=True,
        help="Price difference that the customer pays; less than zero: gets back.",
    )

    @api.depends("equipment_id", "kind")
    def _compute_new_product_id(self):
        for claim in self:
            if claim.kind != "exchange":
                claim.new_product_id = False
            elif not claim.new_product_id:
                claim.new_product_id = claim.equipment_id.product_id

    @api.depends("new_product_id", "product_id")
    def _compute_is_other_model(self):
        for claim in self:
            claim.is_other_model = bool(
                claim.kind == "exchange"
                and claim.product_id
                and claim.new_product_id != claim.product_id
            )

    @api.depends("new_lot_id")
    def _compute_new_serial(self):
        for claim in self:
            claim.new_serial = claim.new_lot_id.name or claim.new_serial

    @api.depends("new_product_id", "price")
    def _compute_new_price(self):
        """The same model is worth what was paid for the old one."""
        for claim in self:
            product = claim.new_product_id
            if not product or product == claim.equipment_id.product_id:
                claim.new_price = claim.price if product else 0.0
                continue
            taxes = claim._get_sales_taxes(product)
            claim.new_price = taxes.compute_all(
                product.lst_price, claim.currency_id, product=product
            )["total_included"]

    def _get_sales_taxes(self, product):
        self.ensure_one()
        return product.sudo().taxes_id._filter_taxes_by_company(self.company_id)

    @api.depends("kind", "equipment_id")
    def _compute_other_model_rule(self):
        for claim in self:
            claim.other_model_rule = (
                claim._get_other_model_rule() or claim.other_model_rule
            )

    @api.depends("kind", "new_product_id", "price", "new_price", "other_model_rule")
    def _compute_surcharge(self):
        for claim in self:
            claim.surcharge = (
                claim_money.surcharge(
                    claim.other_model_rule, claim.price, claim.new_price
                )
                if claim.is_other_model
                else 0.0
            )

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {
            "new_product_id",
            "new_price",
            "other_model_rule",
            "is_consented",
        }

    def _compute_amount(self):
        result = super()._compute_amount()
        for claim in self.filtered(lambda claim: claim.kind == "exchange"):
            claim.amount = claim.new_price
        return result

    # -- problems ---------------------------------------------------------------------

    def _get_submit_problems(self) -> list[str]:
        problems = super()._get_submit_problems()
        for claim in self.filtered(lambda c: c.kind == "exchange"):
            values = {"claim": claim.display_name}
            if not claim.new_product_id:
                problems.append(
                    self.env._(
                        "%(claim)s: fill in Replacement: what does the customer get?",
                        **values,
                    )
                )
            if not claim.is_other_model:
                continue
            if not claim.other_model_rule:
                problems.append(
                    self.env._(
                        "%(claim)s: the warranty policy does not say who pays the "
                        "difference to another model. Fill in If Another Model.",
                        **values,
                    )
                )
            if not claim.is_consented:
                problems.append(
                    self.env._(
                        "%(claim)s: another model needs the customer's consent. Ask "
                        "him and tick Customer Consents.",
                        **values,
                    )
                )
        return problems + self._get_new_goods_problems()

    def _get_new_goods_problems(self) -> list[str]:
        """An exchange hands out nothing defective or repaired (C.3 art. 14)."""
        return [
            self.env._(
                "%(claim)s: %(serial)s came back from a customer or was repaired. "
                "Choose a new one.",
                claim=claim.display_name,
                serial=claim.new_lot_id.name,
            )
            for claim in self
            if claim.new_lot_id.is_refurbished
        ]

    def _get_start_problems(self) -> list[str]:
        return super()._get_start_problems() + self._get_new_goods_problems()

    def _get_finish_problems(self) -> list[str]:
        return super()._get_finish_problems() + [
            self.env._(
                "%(claim)s: fill in New Serial: which unit did the customer get?",
                claim=claim.display_name,
            )
            for claim in self
            if claim.kind == "exchange" and not claim.new_serial
        ]

    # -- doing ------------------------------------------------------------

    def _get_settlement_rows(self):
        rows = super()._get_settlement_rows()
        if self.kind == "exchange" and self.surcharge:
            rows.append(
                self._make_row(
                    "difference",
                    self.env._(
                        "Exchange of %(old)s for %(new)s: price difference",
                        old=self.equipment_id.display_name,
                        new=self.new_product_id.display_name,
                    ),
                    -self.surcharge,
                    taxes=self._get_sales_taxes(self.new_product_id),
                )
            )
        return rows

    def _carry_out(self) -> None:
        result = super()._carry_out()
        claims = self.filtered(lambda claim: claim.kind == "exchange")
        if claims:
            claims._create_returns(is_refunded=False)
            claims._create_deliveries()
            claims._settle()
        return result
