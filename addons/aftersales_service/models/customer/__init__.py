from . import res_partner, res_partner_sales
from . import res_company, res_config_settings
from . import aftersales_opportunity_rule, aftersales_opportunity_rule_events
from . import aftersales_opportunity
from . import aftersales_equipment, aftersales_order
from . import crm_lead
