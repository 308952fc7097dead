from datetime import datetime

import pytz

from odoo import fields, models

from ...tools import geo, rate, settlement


class AftersalesDispatch(models.Model):
    """What a settlement asks of visits, for many of them at once."""

    _inherit = "aftersales.dispatch"

    settlement_line_ids = fields.One2many(
        "aftersales.settlement.line",
        "dispatch_id",
        "Settlement Lines",
        groups="aftersales_service.group_outlet_manager,aftersales_service.group_finance",
    )

    # Candidates of a month are found by their outlet.
    _outlet_finished_idx = models.Index(
        "(outlet_id, finished_at) WHERE finished_at IS NOT NULL"
    )

    def _get_settlement_days(self) -> dict:
        """Day on which each visit was finished, on the company's clock."""
        zones = {
            company: pytz.timezone(company._get_settlement_tz())
            for company in self.company_id
        }
        return {
            dispatch.id: _local_day(dispatch.finished_at, zones[dispatch.company_id])
            for dispatch in self
        }

    def _get_settlement_missing(self) -> dict:
        """By visit, what the customer's word lacks, or None (R135)."""
        signed = self._get_signed_ids()
        return {
            dispatch.id: settlement.missing(
                bool(dispatch.opinion),
                dispatch.id in signed,
                bool(dispatch.signature_refused_reason)
                and dispatch.company_id.aftersales_settlement_refusal_counts,
            )
            for dispatch in self
        }

    def _get_signed_ids(self) -> set[int]:
        """Visits with a signature, without reading the pictures."""
        files = self.env["ir.attachment"].sudo()
        return set(
            files.search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "signature"),
                    ("res_id", "in", self.ids),
                ],
                ["res_id"],
            ).mapped("res_id")
        )

    def _get_settlement_facts(self, moves) -> dict:
        """``rate.Facts`` of each visit; few queries, however many visits.

        :param moves: parts to pay handling for, by the visit they are paid with
        """
        work = self._get_settlement_work()
        in_time = self._get_settlement_in_time()
        return {
            dispatch.id: rate.Facts(
                key=dispatch.id,
                grade=dispatch.outlet_id.grade or None,
                order_type=dispatch.order_id.type_id.id,
                faults=dispatch._get_settlement_faults(),
                categories=_depths(dispatch._get_settlement_category()),
                hours=work.get(dispatch.id, (0.0, 0.0))[0],
                km=work.get(dispatch.id, (0.0, 0.0))[1]
                or dispatch._get_settlement_distance(),
                parts=sum(move.quantity for move in moves.get(dispatch, ())),
                value=sum(abs(move.value) for move in moves.get(dispatch, ())),
                opinion=dispatch.opinion or None,
                in_time=in_time.get(dispatch.id),
            )
            for dispatch in self
        }

    def _get_settlement_faults(self) -> dict[int, int]:
        self.ensure_one()
        order = self.order_id
        faults: dict[int, int] = {}
        for code in (order.symptom_id, order.cause_id, order.remedy_id):
            faults |= _depths(code)
        return faults

    def _get_settlement_category(self):
        self.ensure_one()
        order = self.order_id
        return (order.equipment_id.product_id or order.product_id).categ_id

    def _get_settlement_work(self) -> dict:
        """Hours of labour and kilometres that were written down, by visit."""
        rows = self.env["aftersales.order.line"]._read_group(
            [("dispatch_id", "in", self.ids)],
            ["dispatch_id", "product_id", "company_id"],
            ["quantity:sum", "distance_km:max"],
        )
        work: dict = {}
        for dispatch, product, company, quantity, km in rows:
            hours, known = work.get(dispatch.id, (0.0, 0.0))
            if product == company.aftersales_labour_product_id:
                hours += quantity
            work[dispatch.id] = (hours, max(known, km or 0.0))
        return work

    def _get_settlement_distance(self) -> float | None:
        """As the crow flies, where outlet and site are both on the map."""
        self.ensure_one()
        order = self.order_id
        km = geo.distance_km(
            *(
                geo.point(place.partner_latitude, place.partner_longitude)
                for place in (
                    self.outlet_id.partner_id,
                    order.site_partner_id or order.partner_id,
                )
            )
        )
        return km and round(km, 1)

    def _get_settlement_in_time(self) -> dict[int, bool]:
        """Did the outlet keep the promises of the order? Said of its first visit only;
        nothing is said where nothing was promised."""
        firsts = {
            order.id: finished
            for order, finished in self._read_group(
                [
                    ("order_id", "in", self.order_id.ids),
                    ("finished_at", "!=", False),
                    ("state", "!=", "cancelled"),
                ],
                ["order_id"],
                ["finished_at:min"],
            )
        }
        kept = {
            order.id: not is_missed
            for order, is_missed in self.env["aftersales.order.sla"]._read_group(
                [
                    ("order_id", "in", self.order_id.ids),
                    ("milestone", "in", rate.OUTLET_MILESTONES),
                    "|",
                    ("state", "=", "met"),
                    ("is_missed", "=", True),
                ],
                ["order_id"],
                ["is_missed:bool_or"],
            )
        }
        return {
            dispatch.id: kept[dispatch.order_id.id]
            for dispatch in self
            if dispatch.order_id.id in kept
            and firsts.get(dispatch.order_id.id) == dispatch.finished_at
        }


def _local_day(moment: datetime, zone):
    return pytz.utc.localize(moment).astimezone(zone).date()


def _depths(node) -> dict[int, int]:
    """A node of a tree and those above it, with how deep they lie."""
    path = [int(key) for key in (node.parent_path or "").split("/") if key]
    return {key: depth for depth, key in enumerate(path, 1)}
