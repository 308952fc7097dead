from . import (
    aftersales_dispatch,
    aftersales_dispatch_visit,
    aftersales_dispatch_booking,
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
