"""Quotation, approval, invoice, payment, settlement, closing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .play import Month

#: Days a customer takes to pay.
CREDIT = timedelta(days=2)


def agree(month: Month, orders: Any) -> None:
    """The dispatcher quotes, the customer approves."""
    orders = orders.with_user(month.world.dispatcher)
    orders.action_create_quotation()
    sales = orders.sale_order_id
    sales.action_quotation_sent()
    sales.action_confirm()


def evening(month: Month) -> None:
    """What was signed is charged; what is paid or free is settled and closed."""
    signed = month.open_orders().filtered(lambda order: order.state == "signed")
    unquoted = signed.filtered(
        lambda order: order.amount_charged and not order.sale_order_id
    )
    for order in unquoted:
        if month.number[order.id] % 20 == 10 and not order.repair_ids:
            _give_away(month, order)
        else:
            agree(month, order)
    _invoice(month, signed)
    _receive_payments(month)
    _settle(month, signed)


def _give_away(month: Month, order: Any) -> None:
    """The service manager lets the customer off."""
    manager = month.world.manager
    order.line_ids.with_user(manager).write(
        {"coverage": "goodwill", "goodwill_approver_id": manager.id}
    )
    month.count["goodwill"] += 1


def _invoice(month: Month, signed: Any) -> None:
    orders = signed.filtered(
        lambda order: order.sale_order_id.invoice_status == "to invoice"
    ).with_user(month.world.finance)
    if not orders:
        return
    orders.action_create_invoice()
    invoices = orders.invoice_ids.filtered(lambda invoice: invoice.state == "draft")
    invoices.action_post()
    month.count["invoiced"] += len(invoices)


def _receive_payments(month: Month) -> None:
    """Customers pay two days after the invoice."""
    world = month.world
    invoices = world.env["account.move"].with_user(world.finance)
    due = invoices.search(
        [
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
            ("payment_state", "=", "not_paid"),
            ("invoice_date", "<=", month.day - CREDIT),
        ]
    )
    if due:
        world.env["account.payment.register"].with_user(world.finance).with_context(
            active_model="account.move", active_ids=due.ids
        ).create({})._create_payments()
        month.count["paid"] += len(due)


def _settle(month: Month, signed: Any) -> None:
    """Finance settles what is paid, the dispatcher what is free; he closes both."""
    world = month.world
    free = signed.filtered(lambda order: not order.amount_charged)
    paid = (signed - free).filtered(
        lambda order: (
            order.invoice_ids
            and all(
                invoice.payment_state in ("paid", "in_payment")
                for invoice in order.invoice_ids
            )
        )
    )
    free.with_user(world.dispatcher).action_settle()
    paid.with_user(world.finance).action_settle()
    done = (free | paid).with_user(world.dispatcher)
    done.action_close()
    month.count["settled"] += len(done)
    month.count["closed"] += len(done)
