from . import (
    aftersales_dispatch,
    aftersales_dispatch_visit,
    aftersales_dispatch_booking,
    aftersales_dispatch_money,
)
from . import aftersales_equipment_receipt
from . import (
    aftersales_checklist,
    aftersales_checklist_question,
    aftersales_checklist_option,
    aftersales_checklist_mixin,
    aftersales_checklist_answer,
    aftersales_checklist_reading,
)
from . import aftersales_dispatch_checklist, aftersales_dispatch_day
from . import aftersales_spot_check, aftersales_daily_report
from . import aftersales_outlet
from . import hr_employee
