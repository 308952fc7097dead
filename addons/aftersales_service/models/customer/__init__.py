from . import res_company, res_config_settings
from . import res_partner, res_partner_masking, res_partner_sales
from . import res_partner_file, res_partner_file_sections
from . import aftersales_customer_access, aftersales_customer_file
from . import aftersales_opportunity_rule, aftersales_opportunity_rule_events
from . import aftersales_opportunity
from . import aftersales_equipment, aftersales_order
from . import crm_lead
