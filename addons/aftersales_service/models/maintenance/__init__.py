from . import aftersales_contract, aftersales_contract_part
from . import aftersales_contract_unit, aftersales_contract_line
from . import aftersales_contract_cover
from . import aftersales_contract_steps, aftersales_contract_life
from . import aftersales_contract_usage, aftersales_contract_portal
from . import aftersales_contract_billing, aftersales_contract_period
from . import account_move
from . import aftersales_equipment_meter, aftersales_equipment_reading
from . import aftersales_maintenance_plan, aftersales_maintenance_plan_steps
from . import aftersales_maintenance_plan_ahead
from . import aftersales_maintenance_occurrence
from . import aftersales_maintenance_occurrence_steps
from . import aftersales_patrol_line
from . import aftersales_sla_policy
from . import aftersales_order, aftersales_order_visit, aftersales_order_line
from . import aftersales_dispatch, aftersales_equipment
from . import aftersales_opportunity, aftersales_opportunity_rule
from . import res_partner
