import pytz

from odoo import models
from odoo.tools import format_date, format_time

from ..tools import charging


class AftersalesOrder(models.Model):
    """What papers and the portal tell a customer of his order, in plain words.

    Nothing here names a cost, an approver or a note of our own: what these methods
    return may be handed to the customer as it is.
    """

    _inherit = "aftersales.order"

    def _get_customer_tz(self) -> str:
        """Time zone to show moments in. Nobody is logged in behind a link with a
        token, so the reader's own zone comes first but may be unknown."""
        self.ensure_one()
        return (
            self.env.user.tz
            or self.partner_id.tz
            or self.outlet_id.calendar_id.tz
            or self.company_id.resource_calendar_id.tz
            or "UTC"
        )

    def _format_moment(self, moment) -> str:
        """Date and time in the customer's zone, without seconds."""
        return format_moment(self.env, moment, moment and self._get_customer_tz())

    def _format_time(self, moment) -> str:
        return format_time(
            self.env, moment, tz=self._get_customer_tz(), time_format="HH:mm"
        )

    def _format_window(self, dispatch) -> str:
        """Planned window of a visit; the day is named once if it is one day."""
        start, end = dispatch.scheduled_start, dispatch.scheduled_end
        if not start or not end:
            return self._format_moment(start or end)
        first, last = self._format_moment(start), self._format_moment(end)
        if first.split(" ")[0] == last.split(" ")[0]:
            last = self._format_time(end)
        return f"{first} – {last}"

    def _format_address(self, partner) -> str:
        """Address in one line, without the gaps of what is not filled in."""
        address = partner._display_address(without_company=True)
        return ", ".join(filter(None, map(str.strip, address.splitlines())))

    def _get_warranty_at_receipt(self) -> str:
        """``in_term``, ``over`` or ``unknown``: as it was when the call came in."""
        self.ensure_one()
        end = self.equipment_id.warranty_end_date
        if not end:
            return "unknown"
        zone = pytz.timezone(self._get_customer_tz())
        received = pytz.utc.localize(self.received_at).astimezone(zone).date()
        return "in_term" if received <= end else "over"

    def _get_charge_rows(self, dispatch=None) -> list[dict]:
        """Labour, travel and parts as the customer confirms them (R134, R136).

        :param dispatch: leave out labour and travel that belong to another visit
        """
        self.ensure_one()
        lines = self.line_ids
        if dispatch:
            lines = lines.filtered(
                lambda line: line.dispatch_id in (dispatch, dispatch.browse())
            )
        rows = [line._prepare_charge_row() for line in lines]
        return rows + [move._prepare_charge_row() for move in self.part_move_ids]


class AftersalesOrderLine(models.Model):
    _inherit = "aftersales.order.line"

    def _prepare_charge_row(self) -> dict:
        self.ensure_one()
        return {
            "name": self.name or self.product_id.display_name,
            "quantity": self.quantity,
            "uom": self.uom_id.name,
            "price_unit": self.price_unit,
            "amount": self.amount,
            **self._prepare_coverage_row(),
        }


class StockMove(models.Model):
    _inherit = "stock.move"

    def _prepare_charge_row(self) -> dict:
        self.ensure_one()
        currency = self.aftersales_order_id.currency_id
        quantity = self.product_uom_qty
        return {
            # Without the reference: that is for our own store.
            "name": self.product_id.with_context(
                display_default_code=False
            ).display_name,
            "quantity": quantity,
            "uom": self.product_uom.name,
            "price_unit": self.aftersales_price_unit,
            "amount": currency.round(quantity * self.aftersales_price_unit),
            **self._prepare_coverage_row(),
        }


class AftersalesCoverageMixin(models.AbstractModel):
    _inherit = "aftersales.coverage.mixin"

    def _prepare_confirmation_line(self, amount: float) -> dict:
        """One line as the customer confirms it: what he pays, or that it is free."""
        row = self._prepare_charge_row()
        return {
            "name": row["name"],
            "quantity": row["quantity"],
            "price_unit": row["price_unit"],
            "amount": amount,
            "free": not row["is_charged"],
            "reason": row["reason"],
        }

    def _prepare_coverage_row(self) -> dict:
        labels = dict(self._fields["coverage"]._description_selection(self.env))
        return {
            "is_charged": self.coverage == charging.CUSTOMER,
            "coverage": labels.get(self.coverage, ""),
            "reason": self.coverage_reason or "",
        }


def format_moment(env, moment, tz: str) -> str:
    """Date and time in that zone, without seconds; nothing for no moment."""
    if not moment:
        return ""
    local = pytz.utc.localize(moment).astimezone(pytz.timezone(tz))
    clock = format_time(env, moment, tz=tz, time_format="HH:mm")
    return f"{format_date(env, local.date())} {clock}"
