from . import aftersales_skill_requirement, aftersales_assignment_rule
from . import aftersales_dispatch_skill, aftersales_dispatch_bars
from . import aftersales_dispatch_pin
from . import aftersales_dispatch_route
from . import aftersales_order_people, aftersales_order_ranking
from . import aftersales_order_assignment
from . import aftersales_order_type, aftersales_fault_code
from . import product_template, product_category, res_partner, hr_employee
from . import res_company, res_config_settings
