from . import res_company, res_config_settings, product_template
from . import aftersales_warranty_card, aftersales_warranty_card_repairs
from . import aftersales_equipment_card, aftersales_order_card
from . import aftersales_registration, aftersales_registration_check
from . import aftersales_registration_unit
