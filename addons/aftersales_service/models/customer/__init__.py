from . import res_partner, res_partner_masking
from . import res_partner_file, res_partner_file_sections
from . import aftersales_customer_access, aftersales_customer_file
from . import res_company, res_config_settings
