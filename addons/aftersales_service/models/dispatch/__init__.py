from . import (
    aftersales_dispatch,
    aftersales_dispatch_visit,
    aftersales_dispatch_booking,
    aftersales_dispatch_money,
)
from . import aftersales_equipment_receipt
from . import hr_employee
