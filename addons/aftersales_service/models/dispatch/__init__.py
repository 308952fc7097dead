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
    aftersales_dispatch_skill,
    aftersales_dispatch_pin,
    aftersales_dispatch_route,
)
from . import aftersales_equipment_receipt
from . import aftersales_skill_requirement, aftersales_assignment_rule
from . import aftersales_order_people, aftersales_order_ranking
from . import aftersales_order_assignment
from . import aftersales_order_type, aftersales_fault_code
from . import product_template, product_category
from . import hr_employee, res_partner
