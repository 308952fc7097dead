from freezegun import freeze_time

from odoo import Command
from odoo.tests import new_test_user

from ..common import AftersalesCase


class SettlementCase(AftersalesCase):
    """An outsourced outlet with a vendor, a rate card in force, visits of March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company.write(
            {
                "aftersales_settlement_scope": "external",
                "aftersales_settlement_start": "2026-01-01",
                "aftersales_settlement_answer_days": 7,
                "aftersales_settlement_remind_days": 2,
                "aftersales_settlement_refusal_counts": True,
                "aftersales_settlement_negative": "carry",
            }
        )
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.finance = cls._create_user("finance", login="settle_finance")
        cls.manager = cls._create_user("service_manager", login="settle_manager")
        cls.vendor = cls.env["res.partner"].create(
            {"name": "Weifang Repairs", "email": "weifang@example.com"}
        )
        cls.partner_outlet = cls._create_partner_outlet("Weifang", cls.vendor)
        cls.outlet_user = new_test_user(
            cls.env,
            "settle_outlet",
            groups="aftersales_service.group_portal_outlet",
            email="desk@example.com",
        )
        cls.partner_outlet.user_ids = cls.outlet_user
        cls.card = cls._create_card()
        cls.card.action_put_in_force()
        cls.Settlement = cls.env["aftersales.settlement"]

    @classmethod
    def _create_partner_outlet(cls, name, partner=None, **vals):
        return cls._create_outlet(
            name=name,
            cities=name,
            kind="outsourced",
            partner_id=(
                partner or cls.env["res.partner"].create({"name": f"{name} Repairs"})
            ).id,
            **vals,
        )

    @classmethod
    def _create_card(cls, rules=None, **vals):
        if rules is None:
            rules = [
                {"kind": "labour", "amount": 80.0},
                {"kind": "travel", "basis": "km", "km_from": 20.0, "amount": 1.5},
                {"kind": "bonus_opinion", "opinion": "very_satisfied", "amount": 10.0},
                {"kind": "late", "amount": 20.0},
            ]
        return cls.env["aftersales.rate.card"].create(
            {
                "name": "Outsourced 2026",
                "outlet_kind": "outsourced",
                "valid_from": "2026-01-01",
                "rule_ids": [Command.create(rule) for rule in rules],
                **vals,
            }
        )

    @classmethod
    def _create_visit(cls, day="2026-03-10", outlet=None, order=None, km=0.0, **vals):
        """A visit that was finished on a day, at noon in Shanghai."""
        outlet = outlet or cls.partner_outlet
        order = order or cls._create_order(outlet_id=outlet.id)
        visit = cls._create_dispatch(
            order,
            outlet_id=outlet.id,
            technician_ids=[Command.clear()],
            scheduled_start=False,
            scheduled_end=False,
        )
        visit.write({**cls.FINISH_VALS, **vals})
        cls._force_finished(visit, f"{day} 04:00:00")
        if km:
            cls.env["aftersales.order.line"].create(
                {
                    "order_id": order.id,
                    "dispatch_id": visit.id,
                    "product_id": cls.company.aftersales_travel_product_id.id,
                    "distance_km": km,
                }
            )
        return visit

    @classmethod
    def _force_finished(cls, visit, moment):
        """What the steps of the visit leave behind, without walking the order."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE aftersales_dispatch SET state = 'finished', finished_at = %s "
            "WHERE id IN %s",
            [moment, tuple(visit.ids)],
        )
        visit.invalidate_recordset()

    @classmethod
    def _settle(cls, day="2026-03-15", limit=100):
        """Settle a month as the job does; returns the settlements of the month."""
        first, last = cls.Settlement._get_month(
            cls.env["aftersales.settlement"]._fields["date_from"].to_date(day)
        )
        while cls.Settlement._settle_batch(cls.company, first, last, limit):
            pass
        return cls.Settlement.search(
            [
                ("company_id", "=", cls.company.id),
                ("date_from", "=", first),
                ("state", "!=", "cancelled"),
            ]
        )

    def _send(self, settlement, at="2026-04-06 03:00:00"):
        with freeze_time(at):
            settlement.with_user(self.finance).action_send()

    def _get_amounts(self, settlement):
        return {line.kind: line.amount for line in settlement.line_ids}
