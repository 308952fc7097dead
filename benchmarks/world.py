"""The company that all scenarios work in: the same customers and calls for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from odoo.api import Environment
    from odoo.models import BaseModel

CUSTOMERS = 100
CITIES = ("济南", "青岛", "烟台", "潍坊", "临沂")
FAULT = "It stopped on Monday evening and has not started since; a light blinks."

GROUPS = (
    "aftersales_service.group_service_manager",
    "helpdesk_mgmt.group_helpdesk_manager",
    "fieldservice.group_fsm_manager",
    "sales_team.group_sale_manager",
    "stock.group_stock_manager",
)


@dataclass(frozen=True)
class World:
    """Master data of one run; ``tag`` keeps the names of two runs apart."""

    env: "Environment"
    tag: str
    customers: "BaseModel"
    product: "BaseModel"
    units: "BaseModel"
    symptoms: "BaseModel"
    technicians: "BaseModel"
    locations: "BaseModel"
    team: "BaseModel"

    def orders(self, count: int) -> list[dict[str, Any]]:
        """Return values of ``count`` service orders of ours."""
        return [
            {
                "partner_id": unit.partner_id.id,
                "contact_name": "Mr Wang",
                "equipment_id": unit.id,
                "symptom_id": self.symptoms[number % len(self.symptoms)].id,
                "priority": str(number % 4),
                "description": FAULT,
            }
            for number, unit in zip(range(count), _turning(self.units), strict=False)
        ]

    def tickets(self, count: int) -> list[dict[str, Any]]:
        """Return values of helpdesk tickets whose team has an SLA."""
        return [
            {
                "name": f"Call {number}",
                "partner_id": customer.id,
                "partner_name": "Mr Wang",
                "team_id": self.team.id,
                "priority": str(number % 4),
                "description": FAULT,
            }
            for number, customer in self._numbered_customers(count)
        ]

    def fsm_orders(self, count: int) -> list[dict[str, Any]]:
        """Return values of OCA field service orders."""
        return [
            {"location_id": location.id, "priority": "1", "description": FAULT}
            for _number, location in zip(
                range(count), _turning(self.locations), strict=False
            )
        ]

    def repairs(self, count: int) -> list[dict[str, Any]]:
        """Return values of repair orders of the host."""
        return [
            {
                "partner_id": customer.id,
                "product_id": self.product.id,
                "internal_notes": FAULT,
            }
            for _number, customer in self._numbered_customers(count)
        ]

    def leads(self, count: int) -> list[dict[str, Any]]:
        """Return values of leads of the host."""
        return [
            {
                "name": f"Call {number}",
                "type": "lead",
                "partner_id": customer.id,
                "contact_name": "Mr Wang",
                "priority": str(number % 4),
                "description": FAULT,
            }
            for number, customer in self._numbered_customers(count)
        ]

    def _numbered_customers(self, count: int):
        return zip(range(count), _turning(self.customers), strict=False)


def _turning(records):
    while True:
        yield from records


def build(env: "Environment") -> World:
    """Make the master data and keep it: the database is a throw-away copy."""
    tag = f"{datetime.now():%y%m%d%H%M%S}"
    env.user.sudo().group_ids += env.ref(GROUPS[0]).union(*map(env.ref, GROUPS[1:]))
    product = env["product.product"].create(
        {"name": f"Cabinet {tag}", "is_storable": True}
    )
    customers = _customers(env, tag)
    _outlets(env, tag)
    world = World(
        env=env,
        tag=tag,
        customers=customers,
        product=product,
        units=_units(env, tag, customers, product),
        symptoms=_symptoms(env, tag),
        technicians=env["hr.employee"].create(
            [{"name": f"Technician {number}"} for number in range(10)]
        ),
        locations=env["fsm.location"].create(
            [
                {"name": customer.name, "owner_id": customer.id}
                for customer in customers[:20]
            ]
        ),
        team=_sla_team(env, tag),
    )
    env.cr.commit()
    return world


def _customers(env: "Environment", tag: str):
    return env["res.partner"].create(
        [
            {
                "name": f"Customer {tag}-{number}",
                "phone": f"1355246{number:04d}",
                "email": f"customer{number}@example.com",
                "city": CITIES[number % len(CITIES)],
                "zip": f"25{number:04d}",
            }
            for number in range(CUSTOMERS)
        ]
    )


def _outlets(env: "Environment", tag: str) -> None:
    outlets = env["aftersales.outlet"].create(
        [
            {"name": f"Outlet {city}", "code": f"{tag}{number}", "cities": city}
            for number, city in enumerate(CITIES)
        ]
    )
    # The server approves: nobody approves what he proposed himself.
    outlets.sudo().action_approve()
    outlets.action_activate()


def _units(env: "Environment", tag: str, customers, product):
    return env["aftersales.equipment"].create(
        [
            {
                "partner_id": customer.id,
                "product_id": product.id,
                "serial": f"{tag}-{customer.id}-{number}",
            }
            for customer in customers
            for number in range(2)
        ]
    )


def _symptoms(env: "Environment", tag: str):
    return env["aftersales.fault.code"].create(
        [{"name": f"Symptom {tag}-{number}", "kind": "symptom"} for number in range(10)]
    )


def _sla_team(env: "Environment", tag: str):
    team = env["helpdesk.ticket.team"].create(
        {
            "name": f"Desk {tag}",
            "use_sla": True,
            "resource_calendar_id": env.company.resource_calendar_id.id,
        }
    )
    env["helpdesk.sla"].create(
        {
            "name": "Answer within a day and four hours",
            "team_ids": team.ids,
            "stage_id": env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress").id,
            "days": 1,
            "hours": 4,
        }
    )
    return team
