from . import (
    aftersales_dispatch,
    aftersales_dispatch_visit,
    aftersales_dispatch_booking,
    aftersales_dispatch_van,
    aftersales_dispatch_field,
    aftersales_dispatch_field_data,
)
from . import aftersales_equipment_receipt
from . import (
    aftersales_field_action,
    aftersales_field_action_intake,
    aftersales_field_action_kinds,
)
from . import hr_employee
