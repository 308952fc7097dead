from . import res_company, res_config_settings, res_users
from . import aftersales_outlet_entry, aftersales_technician_request
from . import aftersales_outlet_portal, aftersales_outlet_new_jobs
from . import aftersales_order_outlet_clock
from . import aftersales_order_outlet, aftersales_order_outlet_entry
from . import aftersales_dispatch_outlet, aftersales_dispatch_outlet_visit
from . import aftersales_equipment, aftersales_order, aftersales_outlet
from . import aftersales_outlet_handover, aftersales_outlet_handover_preview
from . import aftersales_outlet_handover_moves, aftersales_outlet_handover_line
from . import aftersales_kpi_source
from . import aftersales_scorecard_scheme, aftersales_scorecard_metric
from . import aftersales_scorecard_band
from . import aftersales_outlet_scorecard, aftersales_outlet_scorecard_line
