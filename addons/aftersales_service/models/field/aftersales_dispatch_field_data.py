from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import dispatch_flow, field_action

# Days before and after today that the phone keeps.
DAYS = 3
HISTORY = 3
MOMENTS = ("accepted_at", "departed_at", "arrived_at", "finished_at")
LABELS = ("state", "priority", "outcome", "opinion")


class AftersalesDispatch(models.Model):
    """What a technician's phone keeps of his visits, to work without the network."""

    _inherit = "aftersales.dispatch"

    @api.model
    def _get_field_day(self) -> dict:
        """Everything the phone pages show: visits, lists to pick from, own refusals."""
        visits = self.search(self._get_field_domain(), order="scheduled_start, id")
        history = visits._get_field_history()
        employee = self._get_field_employee()
        return {
            "user_id": self.env.uid,
            "user_name": self.env.user.name,
            "has_employee": bool(employee),
            "at": fields.Datetime.to_string(fields.Datetime.now()),
            "visits": [visit._get_field_card(history) for visit in visits],
            "codes": self._get_field_codes(),
            "van": employee.aftersales_van_location_id.display_name or "",
            "stock": self._get_van_stock(employee.aftersales_van_location_id),
            "conduct": self.env.company.aftersales_conduct_note or "",
            "labels": {
                name: self._fields[name]._description_selection(self.env)
                for name in LABELS
            },
            "conflicts": self._get_field_conflicts(),
        }

    @api.model
    def _get_field_domain(self) -> Domain:
        """Own visits of the days around today, and those that should be over."""
        today = datetime.combine(fields.Date.context_today(self), time.min)
        # A day more on either side: the phone's day need not be that of the server.
        since = today - timedelta(days=DAYS + 1)
        until = today + timedelta(days=DAYS + 2)
        around = Domain("state", "in", dispatch_flow.OUT_STATES) & (
            Domain("finished_at", ">=", since)
            | (
                Domain("scheduled_start", ">=", since)
                & Domain("scheduled_start", "<", until)
            )
        )
        unplanned_or_past = Domain("scheduled_start", "=", False) | Domain(
            "scheduled_start", "<", since
        )
        sent_not_done = Domain("state", "in", dispatch_flow.BUSY_STATES[1:])
        mine = Domain("technician_ids.user_id", "=", self.env.uid)
        return mine & (around | (sent_not_done & unplanned_or_past))

    def _get_field_card(self, history: dict) -> dict:
        self.ensure_one()
        # The technician reads what he needs of the order, the unit and the customer.
        order = self.order_id.sudo()
        warn_at, deadline = self.sudo()._get_field_promise()
        return {
            "id": self.id,
            "name": self.name,
            "version": f"{self.state} {fields.Datetime.to_string(self.write_date)}",
            "state": self.state,
            "sequence": self._get_field_sequence(),
            "start": _text(self.scheduled_start),
            "end": _text(self.scheduled_end),
            **{name: _text(self[name]) for name in MOMENTS},
            "order": order.name,
            "type": order.type_id.name,
            "priority": order.priority,
            "warn_at": _text(warn_at),
            "deadline": _text(deadline),
            "description": order.description or "",
            "is_repair": order.type_id.is_repair,
            "needs_signature": order.needs_signature,
            "is_assessed": bool(order.assessed_at),
            **self._get_field_place(order),
            "unit": self._get_field_unit(order),
            "history": history.get((order.equipment_id.id, order.id), []),
            "values": self._get_field_entries(),
            "photos": {
                "before": len(self.photo_before_ids),
                "after": len(self.photo_after_ids),
            },
            "parts": [
                {"name": move.product_id.display_name, "quantity": move.product_uom_qty}
                for move in order.part_move_ids
            ],
            "receipts": [
                {"name": receipt.name, "description": receipt.description}
                for receipt in self.receipt_ids
            ],
            "checklist": self._get_field_checklist(),
            "price": self._get_field_price(),
        }

    def _get_field_place(self, order) -> dict:
        site = order.site_partner_id or order.partner_id
        address = site._display_address(without_company=True)
        return {
            "customer": order.partner_id.display_name,
            "contact": order.contact_name or "",
            "phone": order.phone or "",
            "city": order.site_city or site.city or "",
            # A country's own format leaves a comma where the zip code is missing.
            "address": ", ".join(
                filter(None, (line.strip(" ,") for line in address.split("\n")))
            ),
            "latitude": site.partner_latitude,
            "longitude": site.partner_longitude,
        }

    def _get_field_unit(self, order) -> dict | None:
        if not order.product_id and not order.serial:
            return None
        return {
            "product": order.product_id.display_name or "",
            "serial": order.serial or "",
            "warranty_end": fields.Date.to_string(order.warranty_end_date) or "",
        }

    def _get_field_entries(self) -> dict:
        values = {
            name: self[name].id
            if self._fields[name].type == "many2one"
            else self[name] or ""
            for name in field_action.ENTRIES
        }
        return {
            **values,
            "briefing_given": self.briefing_given,
            "signed_by": self.signed_by or "",
            "signature_refused_reason": self.signature_refused_reason or "",
            "is_signed": bool(self.with_context(bin_size=True).signature),
        }

    def _get_field_history(self) -> dict:
        """The last orders of each visit's unit, by unit and the order it is for."""
        units = self.order_id.sudo().equipment_id
        earlier = self.env["aftersales.order"].sudo()
        # All orders of a few units: one query, and no unit has many.
        rows = earlier.search_fetch(
            [("equipment_id", "in", units.ids), ("state", "!=", "cancelled")],
            [
                "equipment_id",
                "name",
                "received_at",
                "symptom_id",
                "cause_id",
                "solution",
            ],
            order="received_at desc, id desc",
        )
        by_unit = rows.grouped("equipment_id")
        return {
            (order.equipment_id.id, order.id): [
                {
                    "name": row.name,
                    "at": _text(row.received_at),
                    "symptom": row.symptom_id.display_name or "",
                    "cause": row.cause_id.display_name or "",
                    "solution": row.solution or "",
                }
                for row in by_unit.get(order.equipment_id, earlier)
                if row != order
            ][:HISTORY]
            for order in self.order_id.sudo()
        }

    @api.model
    def _get_field_codes(self) -> dict[str, list]:
        codes = self.env["aftersales.fault.code"].search(
            [("company_id", "in", [*self.env.companies.ids, False])]
        )
        found: dict[str, list] = {"symptom": [], "cause": [], "remedy": []}
        for code in codes:
            found[code.kind].append(
                {"id": code.id, "name": code.display_name, "code": code.code or ""}
            )
        return found

    @api.model
    def _get_field_conflicts(self) -> list[dict]:
        actions = self.env["aftersales.field.action"].search(
            [("user_id", "=", self.env.uid), ("state", "=", "conflict")], order="id"
        )
        return [action._get_result() for action in actions]


def _text(moment) -> str:
    """A moment as the phone reads it: ISO 8601, UTC; empty if there is none."""
    return f"{moment.isoformat()}Z" if moment else ""
