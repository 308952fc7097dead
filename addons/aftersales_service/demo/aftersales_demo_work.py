import base64
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command
from odoo.tools import file_open

from . import texts
from .aftersales_demo_orders import LEVEL
from .faults import FAULTS


class AftersalesDemo(models.AbstractModel):
    """Work, parts and money of an order, up to where its story ends."""

    _inherit = "aftersales.demo"

    @api.model
    def _get_signature(self) -> bytes:
        with file_open("aftersales_service/demo/signature.png", "rb") as image:
            return base64.b64encode(image.read())

    @api.model
    def _work(self, order, visit, story, level: int, moments: dict):
        fault = FAULTS[story.symptom]
        order.action_assess()
        order.cause_id = self.env.ref(
            f"aftersales_service.fault_cause_{story.cause or fault.cause}"
        )
        self._add_lines(order, visit, story)
        repair = self._add_repair(order, story, moments) if story.parts else None
        if story.receipt:
            self._take_along(visit, story, moments)
        if story.money not in ("", "cash"):
            self._quote(order, story, moments)
        if order.needs_price_confirmation:
            order._confirm_price(order.contact_name)
            order.price_confirmed_at = moments["assessed"]
        if level >= LEVEL["in_progress"]:
            order.action_start()
        if level < LEVEL["repaired"]:
            if story.outcome != "solved":
                self._end_visit(visit, story, moments)
            return
        self._stamp(order, visit, level, moments)
        if repair:
            self._end_repair(repair, moments)
        order.write(
            {
                "solution": self._text(fault.work),
                "remedy_id": self.env.ref(
                    f"aftersales_service.fault_remedy_{fault.remedy}"
                ).id,
            }
        )
        if level == LEVEL["repaired"]:
            # The customer has not signed yet: the technician is still there.
            order.action_repair()
            return
        if visit:
            self._end_visit(visit, story, moments)
        else:
            order.action_repair()
            order.action_sign()
        self._settle(order, story, level, moments)

    # -- labour and parts -----------------------------------------------------------

    @api.model
    def _add_lines(self, order, visit, story):
        company = order.company_id
        rows = [
            (company.aftersales_labour_product_id, 1 + order.id % 3 / 2, texts.LABOUR)
        ]
        if visit:
            rows.append((company.aftersales_travel_product_id, 1, texts.TRAVEL))
        lines = self.env["aftersales.order.line"].create(
            [
                {
                    "order_id": order.id,
                    "dispatch_id": visit.id,
                    "product_id": product.id,
                    "quantity": quantity,
                    "name": self._text(text),
                }
                for product, quantity, text in rows
            ]
        )
        if story.is_goodwill:
            # Only the approver himself can say that he approves.
            approver = self._ref("user_manager")
            lines.with_user(approver).write(
                {"coverage": "goodwill", "goodwill_approver_id": approver.id}
            )

    @api.model
    def _add_repair(self, order, story, moments: dict):
        part = self._ref(FAULTS[story.symptom].part)
        return self.env["repair.order"].create(
            {
                **order._prepare_repair_vals(),
                "schedule_date": moments["assessed"],
                "move_ids": [
                    Command.create(
                        {
                            "product_id": part.id,
                            "product_uom_qty": 1 + order.id % 2,
                            "repair_line_type": "add",
                        }
                    )
                ],
            }
        )

    @api.model
    def _end_repair(self, repair, moments: dict):
        day = moments["repaired"].date()
        repair.action_repair_start()
        repair.with_context(force_period_date=day).action_repair_end()
        # The host dates what it moves as of now.
        repair.move_ids.write({"date": moments["repaired"]})
        repair.move_ids.move_line_ids.write({"date": moments["repaired"]})

    # -- equipment taken along ------------------------------------------------------

    @api.model
    def _take_along(self, visit, story, moments: dict):
        taken_at = moments["assessed"]
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "order_id": visit.order_id.id,
                "dispatch_id": visit.id,
                "description": visit.equipment_id.display_name,
                "condition": self._text(texts.CONDITION),
                "accessories": self._text(texts.ACCESSORIES),
                "taken_at": taken_at,
                "taken_by_id": visit.technician_ids[:1].id,
                "due_date": taken_at.date() + timedelta(days=10),
            }
        )
        if story.receipt == "recovered":
            back = taken_at + timedelta(hours=20)
            receipt.write({"returned_at": back, "recovered_at": back})
            receipt.action_return()
            receipt.action_recover()

    # -- money ----------------------------------------------------------------------

    @api.model
    def _quote(self, order, story, moments: dict):
        order.action_create_quotation()
        sale = order.sale_order_id
        sale.action_quotation_sent()
        if story.money != "sent":
            sale.write(
                {
                    "signed_by": order.contact_name,
                    "signed_on": moments["assessed"],
                    "signature": self._get_signature(),
                }
            )
            sale.action_confirm()
        sale.date_order = moments["assessed"]

    @api.model
    def _take_cash(self, order):
        """The technician takes the money on site and leaves a receipt."""
        if order.company_id.aftersales_cash_journal_id:
            taking = order.with_user(self._ref("user_technician"))
            taking._register_site_payment(taking.amount_due, "cash")

    @api.model
    def _settle(self, order, story, level: int, moments: dict):
        if story.money == "cash":
            self._take_cash(order)
        if story.money in ("invoice", "posted", "paid"):
            day = moments["signed"].date()
            order.action_create_invoice()
            invoice = order.invoice_ids
            invoice.invoice_date = day
            if story.money != "invoice":
                invoice.action_post()
            if story.money == "paid":
                self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=invoice.ids
                ).create({"payment_date": day + timedelta(days=1)})._create_payments()
        if level >= LEVEL["settled"]:
            order.action_settle()
        if level >= LEVEL["closed"]:
            order.action_close()
        if level == LEVEL["archived"]:
            order.action_archive()
            # An old unit that was repaired once more: a chance for sales.
            if order.amount_charged:
                order.action_create_opportunity()
