from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .aftersales_demo import TIMEZONE
from .faults import FAULTS
from .texts import Text

LOGIN = "partner"
USER: Text = ("Ms Lin, Xiamen Service Partner", "厦门外包服务点 林女士")
NEWCOMER: Text = ("Cai Yong", "蔡勇")
NEWCOMER_NOTE: Text = (
    "Locksmith, five years with safes.",
    "锁匠，五年保险柜维修经验。",
)
# Symptoms of the jobs, and minutes since they were called in.
NEW_JOBS = (("door", 25), ("drawer", 170))
PLANNED_JOB = ("door", 300)


class AftersalesDemo(models.AbstractModel):
    """An outsourced outlet on its portal: jobs that wait for an answer, one that is
    planned, parts of its own, a technician it asks for."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_outlet_portal(self):
        outlet = self._ref("outlet_xm")
        outlet.manager_id = self._ref("user_manager")
        user = self._create_outlet_user(outlet)
        self._stock_outlet(outlet)
        units = self.env["aftersales.equipment"].search(
            [("partner_id.city", "=", outlet.partner_id.city)], order="id"
        )
        jobs = self.env["aftersales.order"].search([("outlet_id", "=", outlet.id)])
        for job in jobs:
            job.outlet_accepted_at = job.accepted_at
        for symptom, minutes in NEW_JOBS:
            self._create_outlet_job(outlet, units[:1], symptom, minutes)
        job = self._create_outlet_job(outlet, units[1:2] or units, *PLANNED_JOB)
        job = job.with_user(user).sudo()
        job._outlet_accept()
        start = self._moment(1, 600)
        job._outlet_appoint(
            start, start + timedelta(hours=2), outlet.technician_ids[:1]
        )
        request = self.env["aftersales.technician.request"].create(
            {
                "outlet_id": outlet.id,
                "name": self._text(NEWCOMER),
                "phone": "13900000077",
                "note": self._text(NEWCOMER_NOTE),
                "user_id": user.id,
            }
        )
        request._notify_manager()

    @api.model
    def _create_outlet_user(self, outlet):
        contact = self.env["res.partner"].create(
            {
                "name": self._text(USER),
                "parent_id": outlet.partner_id.id,
                "email": f"{LOGIN}@example.com",
                "lang": self.env.lang,
                "tz": TIMEZONE,
            }
        )
        group = self.env.ref("aftersales_service.group_portal_outlet")
        user = self._create_named(
            "res.users",
            f"user_{LOGIN}",
            {
                "partner_id": contact.id,
                "login": LOGIN,
                "password": LOGIN,
                "group_ids": [Command.set(group.ids)],
            },
        )
        outlet.user_ids = [Command.link(user.id)]
        return user

    @api.model
    def _stock_outlet(self, outlet):
        """A shelf of spare parts in a warehouse of the outlet's own."""
        outlet.warehouse_id = self.env["stock.warehouse"].create(
            {
                "name": outlet.name,
                "code": outlet.code,
                "partner_id": outlet.partner_id.id,
            }
        )
        parts = self.env["product.product"].search(
            [("categ_id", "=", self._ref("category_part").id)]
        )
        quants = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create(
                [
                    {
                        "product_id": part.id,
                        "location_id": outlet.warehouse_id.lot_stock_id.id,
                        "inventory_quantity": 4,
                    }
                    for part in parts
                ]
            )
        )
        quants.action_apply_inventory()

    @api.model
    def _create_outlet_job(self, outlet, unit, symptom: str, minutes: int):
        called = fields.Datetime.now() - timedelta(minutes=minutes)
        order = self.env["aftersales.order"].create(
            {
                "type_id": self.env.ref("aftersales_service.order_type_repair").id,
                "partner_id": unit.partner_id.id,
                "equipment_id": unit.id,
                "outlet_id": outlet.id,
                "user_id": self._ref("user_dispatcher").id,
                "symptom_id": self._ref(f"symptom_{symptom}").id,
                "description": self._text(FAULTS[symptom].call),
                "received_at": called,
            }
        )
        hours = self.env.company.aftersales_outlet_answer_hours
        order.outlet_assigned_at = called
        order.outlet_answer_due_at = called + timedelta(hours=hours)
        return order
