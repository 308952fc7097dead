from . import aftersales_part_class, aftersales_warranty_exclusion
from . import aftersales_warranty_policy, aftersales_warranty_policy_version
from . import aftersales_warranty_policy_plain
from . import aftersales_warranty_term, aftersales_warranty_clock
from . import aftersales_warranty_entitlement
from . import product_template, sale_order_line, sale_order
from . import aftersales_fault_code
from . import aftersales_equipment, aftersales_equipment_facts
from . import aftersales_equipment_resale
from . import aftersales_warranty_words
from . import aftersales_warranty_decision, aftersales_warranty_decision_line
from . import aftersales_order, aftersales_order_facts, aftersales_order_decision
from . import aftersales_warranty_alert
