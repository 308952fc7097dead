from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..models.flow_mixin import DeviceTime
from . import maintenance_words as words

# Days from today: first and last day of the contracts.
RUNNING = (-150, 214)
ENDING = (-320, 45)
OFFERED = (10, 374)
# Operating hours of a unit: days ago, reading.
READINGS = ((150, 120.0), (90, 410.0), (30, 730.0), (2, 880.0))


class AftersalesDemo(models.AbstractModel):
    """Contracts in force, about to end, to be signed and given notice; rounds that
    were made and visits that come; a unit looked after by its meter."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_maintenance(self):
        services = self._load_contract_services()
        policy = self._load_contract_promise()
        running = self._draft_contract(0, words.SCHOOL, RUNNING, services, policy)
        running.billing_months = "3"
        running.is_calendar_billing = True
        self._sign_service_contract(running)
        self._make_rounds(running)
        ending = self._draft_contract(1, words.OFFICE, ENDING, services[:1], policy)
        self._sign_service_contract(ending)
        offered = self._draft_contract(0, words.ARCHIVE, OFFERED, services[:1], policy)
        offered.unit_ids[:-1].unlink()
        offered.action_send()
        self._draft_contract(2, words.LIBRARY, OFFERED, services, policy)
        given_up = self._draft_contract(3, words.SHOP, RUNNING, services[:1], policy)
        self._sign_service_contract(given_up)
        self.env["aftersales.contract.period"]._invoice_batch(50)
        given_up.end_reason = self._text(words.MOVES)
        given_up.action_terminate()
        self._load_meter()
        Contract = self.env["aftersales.contract"]
        Contract._announce_batch(50)
        rule = self.env.ref("aftersales_service.opportunity_rule_contract_ends")
        rule.write({"active": True, "start_on": self._moment(-400, 0).date()})
        rule._make_batch(10)

    @api.model
    def _load_contract_services(self):
        """What is sold by the year."""
        return self.env["product.product"].create(
            [
                {
                    "name": self._text(name),
                    "type": "service",
                    "list_price": price,
                    "invoice_policy": "order",
                }
                for name, price in words.SERVICES
            ]
        )

    @api.model
    def _load_contract_promise(self):
        return self.env["aftersales.sla.policy"].create(
            {
                "name": self._text(words.PROMISE),
                "is_for_contracts": True,
                "target_ids": [
                    Command.create(
                        {"milestone": milestone, "amount": amount, "unit": "work_hour"}
                    )
                    for milestone, amount in (("accept", 1), ("arrive", 4))
                ],
            }
        )

    @api.model
    def _draft_contract(self, customer: int, title, term, services, policy):
        """A draft for all units of a customer: a yearly check, rounds, hours."""
        partner = self._ref(f"customer_{customer}")
        units = self.env["aftersales.equipment"].search(
            [("partner_id", "=", partner.id), ("state", "=", "in_use")], order="id"
        )
        first, last = (self._moment(days, 0).date() for days in term)
        orders = units.order_ids.filtered("outlet_id")
        visits = (
            {"visits_per_year": 2},
            {
                "visits_per_year": 12,
                "is_patrol": True,
                "order_type_id": self.env.ref(
                    "aftersales_service.order_type_patrol"
                ).id,
                "hours_per_year": 20,
            },
        )
        return self.env["aftersales.contract"].create(
            {
                "title": self._text(title),
                "partner_id": partner.id,
                "outlet_id": orders[:1].outlet_id.id,
                "user_id": self._ref("user_manager").id,
                "date_start": first,
                "date_end": last,
                "sla_policy_id": policy.id,
                "terms": self._text(words.TERMS),
                "unit_ids": [
                    Command.create({"equipment_id": unit.id}) for unit in units
                ],
                "line_ids": [
                    Command.create({"product_id": service.id, **vals})
                    for service, vals in zip(services, visits, strict=False)
                ],
                "cover_ids": [
                    Command.create({"cost": cost}) for cost in ("labour", "travel")
                ],
            }
        )

    @api.model
    def _sign_service_contract(self, contract):
        contract.action_send()
        contract._sign_by_customer(contract.partner_id.name, self._get_signature())
        # Its visits were due from its first day on.
        contract.plan_ids.activated_on = contract.date_start
        contract.plan_ids._plan_anew()

    @api.model
    def _make_rounds(self, contract):
        """The rounds of the past months were made; the last one found a fault."""
        visits = contract.plan_ids.filtered("is_patrol").occurrence_ids
        past = visits.filtered(lambda visit: visit.date < self._today())
        for visit in past.sorted("date"):
            self._make_round(visit._make_orders(), visit)
        rows = past.sorted("date")[-1:].order_ids.patrol_line_ids
        rows[:1].write({"result": "fault", "note": self._text(words.FAULT)})
        rows[:1].action_report_fault()
        others = (contract.plan_ids.occurrence_ids - visits).filtered(
            lambda visit: visit.date < self._today()
        )
        others.with_context(tracking_disable=True)._skip(self._text(words.CLOSED))
        self.env["aftersales.maintenance.occurrence"]._order_batch(50)

    @api.model
    def _make_round(self, order, visit):
        """One round from the morning to the customer's signature."""
        days = (visit.date - self._today()).days
        technician = order.outlet_id.technician_ids[:1]
        # Before the school begins, and before the visits of the other stories.
        at = self._moment(days, 420)
        order = order.with_context(_aftersales_device_time=DeviceTime(at))
        order.received_at = at - timedelta(days=14)
        order.action_accept()
        dispatch = order.env["aftersales.dispatch"].create(
            {
                "order_id": order.id,
                "technician_ids": [Command.set(technician.ids)],
                "scheduled_start": at,
                "scheduled_end": at + timedelta(hours=1),
            }
        )
        dispatch.action_send()
        dispatch.action_depart()
        dispatch.action_arrive()
        order.action_assess()
        order.patrol_line_ids.result = "ok"
        order.solution = self._text(words.ROUND)
        dispatch.write(
            {
                "outcome": "solved",
                "work_done": self._text(words.ROUND),
                "briefing_given": True,
                "opinion": "very_satisfied",
                "signed_by": order.contact_name,
                "signature": self._get_signature(),
            }
        )
        dispatch.action_finish()

    @api.model
    def _load_meter(self):
        """A shelving that runs by motor: every 500 hours."""
        unit = self.env["aftersales.equipment"].search(
            [
                ("product_id.default_code", "like", "C341"),
                ("state", "=", "in_use"),
            ],
            order="id",
            limit=1,
        ) or self._ref("unit_1_cabinet_f750")
        meter = self.env["aftersales.equipment.meter"].create(
            {
                "name": self._text(words.HOURS),
                "equipment_id": unit.id,
                "uom_name": "h",
            }
        )
        self.env["aftersales.equipment.reading"].create(
            [
                {
                    "meter_id": meter.id,
                    "day": self._moment(-days, 0).date(),
                    "value": value,
                }
                for days, value in READINGS
            ]
        )
        self.env["aftersales.maintenance.plan"].create(
            {
                "name": self._text(words.METER_PLAN),
                "partner_id": unit.partner_id.id,
                "equipment_ids": [Command.set(unit.ids)],
                "trigger": "meter",
                "meter_id": meter.id,
                "meter_every": 500,
                "meter_start": 500,
                "is_floating": True,
            }
        ).action_activate()
