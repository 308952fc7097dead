from datetime import date

from ..common import AftersalesCase

MAY = (date(2031, 5, 1), date(2031, 5, 31))


class KpiCase(AftersalesCase):
    """Two outlets and their orders of May 2031, a month that nothing else is in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.other_outlet = cls._create_outlet(name="Yantai Branch", cities="Yantai")
        cls.department = cls.env["hr.department"].create({"name": "Field Service"})
        cls.technician.department_id = cls.department
        cls.manager = cls._create_user("service_manager")
        cls.inspector = cls._create_user("inspector")
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.outlet_manager

    @classmethod
    def _kpi(cls, code):
        return cls.env.ref(f"aftersales_service.kpi_{code}")

    @classmethod
    def _create_done(cls, received="2031-05-06 01:00:00", outlet=None, **vals):
        """An order with the moments given; what was signed for is not looked at."""
        return cls._create_order(
            **{
                "received_at": received,
                "outlet_id": (outlet or cls.outlet).id,
                "technician_id": cls.technician.id,
                **vals,
            }
        )

    @classmethod
    def _create_visit(cls, order, **vals):
        day = str(order.received_at)[:10]
        return cls._create_dispatch(
            order,
            **{
                "scheduled_start": f"{day} 02:00:00",
                "scheduled_end": f"{day} 04:00:00",
                "finished_at": f"{day} 04:00:00",
                "technician_ids": False,
                "outlet_id": order.outlet_id.id,
                **vals,
            },
        )

    def _value(self, code, by=None, key=False, period=MAY):
        figure = self._kpi(code)._measure(*period, by).get(key)
        return figure and figure.value
