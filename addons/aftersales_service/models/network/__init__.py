from . import res_company, res_config_settings, res_users
from . import aftersales_outlet_entry, aftersales_technician_request
from . import aftersales_outlet_portal
from . import aftersales_order_outlet, aftersales_order_outlet_entry
from . import aftersales_dispatch_outlet, aftersales_dispatch_outlet_visit
