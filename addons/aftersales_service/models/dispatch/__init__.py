from . import (
    aftersales_dispatch,
    aftersales_dispatch_visit,
    aftersales_dispatch_booking,
    aftersales_dispatch_money,
    aftersales_dispatch_day,
)
from . import aftersales_equipment_receipt, aftersales_daily_report
from . import aftersales_outlet, hr_employee
