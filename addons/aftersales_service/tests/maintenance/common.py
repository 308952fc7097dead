from itertools import count

from odoo.fields import Command

from ..common import AftersalesCase

PNG = AftersalesCase.FINISH_VALS["signature"]


class MaintenanceCase(AftersalesCase):
    """A customer with two units, a service with four visits a year for 1 200."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.serials = count()
        cls.type_maintenance = cls.env.ref("aftersales_service.order_type_maintenance")
        cls.unit.warranty_end_date = "2025-06-30"
        cls.unit_2 = cls._create_unit(serial="SN000002", warranty_end_date="2025-06-30")
        cls.service = cls.env["product.product"].create(
            {"name": "Full Service", "type": "service", "list_price": 1200.0}
        )
        cls.manager = cls._create_user("service_manager")
        cls.outlet.manager_id = cls.manager

    @classmethod
    def _create_contract(cls, units=None, **vals):
        units = units if units is not None else cls.unit
        return cls.env["aftersales.contract"].create(
            {
                "title": "Filing room",
                "partner_id": cls.customer.id,
                "outlet_id": cls.outlet.id,
                "user_id": cls.manager.id,
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                "unit_ids": [
                    Command.create({"equipment_id": unit.id}) for unit in units
                ],
                "line_ids": [cls._service_line()],
                "cover_ids": [
                    Command.create({"cost": "labour"}),
                    Command.create({"cost": "travel"}),
                ],
                **vals,
            }
        )

    @classmethod
    def _service_line(cls, **vals):
        return Command.create(
            {
                "product_id": cls.service.id,
                "price_unit": 1200.0,
                "visits_per_year": 4,
                **vals,
            }
        )

    @classmethod
    def _enforce(cls, contract):
        contract.attachment_ids = cls._paper("contract.pdf")
        contract.action_enforce()
        return contract

    @classmethod
    def _create_plan(cls, **vals):
        return cls.env["aftersales.maintenance.plan"].create(
            {
                "name": "Quarterly maintenance",
                "partner_id": cls.customer.id,
                "equipment_ids": [Command.set(cls.unit.ids)],
                "outlet_id": cls.outlet.id,
                "technician_id": cls.technician.id,
                "date_start": "2026-03-31",
                "day_off_rule": "stay",
                **vals,
            }
        )

    def _days(self, plan, *states):
        visits = plan.occurrence_ids.sorted("date")
        if states:
            visits = visits.filtered(lambda visit: visit.state in states)
        return [str(visit.date) for visit in visits]

    def _generate(self):
        """The nightly run, without its commits."""
        Plan = self.env["aftersales.maintenance.plan"]
        Visit = self.env["aftersales.maintenance.occurrence"]
        while Plan._review_batch(50):
            pass
        while Visit._order_batch(50):
            pass
