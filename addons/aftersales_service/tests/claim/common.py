from freezegun import freeze_time

from odoo import Command

from ...models.flow_mixin import STEP
from ..common import AftersalesCase


class ClaimCase(AftersalesCase):
    """A projector sold, delivered and invoiced by its serial number, and those who
    deal with a claim about it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")
        cls.storekeeper = cls._create_user("storekeeper")
        cls.manager = cls._create_user("service_manager")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.tax = cls.env["account.tax"].create(
            {"name": "VAT 13 %", "amount": 13.0, "type_tax_use": "sale"}
        )
        cls.projector = cls._create_model("Projector P1", 2654.867)
        cls.bigger = cls._create_model("Projector P2", 3000.0)
        cls.smaller = cls._create_model("Projector P0", 2000.0)
        cls.policy = cls._create_policy()
        cls.lot = cls._create_lot(cls.projector, "P1-0001")
        cls.new_lot = cls._create_lot(cls.projector, "P1-0002")
        with freeze_time("2026-01-09 03:00:00"):
            cls._sell()
        cls.sold_unit = cls.env["aftersales.equipment"].search(
            [("lot_id", "=", cls.lot.id)]
        )
        cls.sold_unit.write({"price": 3000.0, "invoice_date": "2026-01-09"})
        cls._create_failed_repair("2026-01-20 01:00:00", "2026-01-30 01:00:00")
        cls._create_failed_repair("2026-02-05 01:00:00", "2026-02-07 01:00:00")
        cls.order = cls._create_order(
            equipment_id=cls.sold_unit.id, outlet_id=cls.outlet.id
        )

    @classmethod
    def _create_policy(cls):
        """Three years; exchange or refund after two repairs without success (R114)."""
        policy = cls.env["aftersales.warranty.policy"].create(
            {
                "name": "Projector promise",
                "product_ids": [Command.set(cls.projector.product_tmpl_id.ids)],
                "fee_status": "rate",
                "fee_rate": 0.001,
                "restarts_at_exchange": True,
                "term_ids": [
                    Command.create(
                        {
                            "name": "Unit",
                            "clock_ids": [
                                Command.create({"event": "invoice_date", "months": 36})
                            ],
                        }
                    )
                ],
                "entitlement_ids": [
                    Command.create({"metric": "failed_repairs", "threshold": 2})
                ],
            }
        )
        policy.action_put_in_force()
        return policy

    @classmethod
    def _create_failed_repair(cls, received_at, repaired_at, unit=None):
        order = cls._create_order(
            equipment_id=(unit or cls.sold_unit).id,
            received_at=received_at,
            repaired_at=repaired_at,
            is_fixed=False,
        )
        order.with_context(_aftersales_step=STEP).write({"state": "repaired"})

    @classmethod
    def _create_model(cls, name, price):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                "invoice_policy": "delivery",
                "list_price": price,
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )

    @classmethod
    def _create_lot(cls, product, name, is_in_stock=True):
        lot = cls.env["stock.lot"].create({"name": name, "product_id": product.id})
        if is_in_stock:
            cls.env["stock.quant"]._update_available_quantity(
                product, cls.warehouse.lot_stock_id, 1, lot_id=lot
            )
        return lot

    @classmethod
    def _sell(cls):
        cls.sale = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.projector.id,
                            "product_uom_qty": 1,
                            "price_unit": 2654.867,
                        }
                    )
                ],
            }
        )
        cls.sale.action_confirm()
        delivery = cls.sale.picking_ids
        delivery.move_ids.lot_ids = cls.lot
        cls._do_transfer(delivery)
        cls.invoice = cls.sale._create_invoices()
        cls.invoice.action_post()
        cls._pay(cls.invoice)

    @classmethod
    def _do_transfer(cls, picking):
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()

    def _create_claim(self, kind, **vals):
        return (
            self.env["aftersales.claim"]
            .with_user(self.dispatcher)
            .create(
                {
                    "kind": kind,
                    "order_id": self.order.id,
                    "reason": "It fails after the second repair.",
                    **vals,
                }
            )
        )

    def _add_evidence(self, claim, *names):
        for name in names or ("invoice", "photo"):
            file = self.env["ir.attachment"].create(
                {"name": f"{name}.png", "raw": b"evidence"}
            )
            self.env["aftersales.claim.evidence"].create(
                {
                    "claim_id": claim.id,
                    "type_id": self.env.ref(
                        f"aftersales_service.evidence_type_{name}"
                    ).id,
                    "attachment_ids": [Command.set(file.ids)],
                }
            )

    def _grant(self, claim):
        """From the demand to the approval."""
        self._add_evidence(claim)
        claim.with_user(self.dispatcher).action_submit()
        claim.with_user(self.manager).action_approve()

    def _get_back(self, claim):
        return claim.sudo().picking_ids.filtered(
            lambda picking: picking.picking_type_code == "incoming"
        )

    def _get_out(self, claim):
        return claim.sudo().picking_ids - self._get_back(claim)

    @classmethod
    def _pay(cls, moves):
        cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=moves.ids
        ).create({})._create_payments()
