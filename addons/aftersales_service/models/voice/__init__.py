from . import res_company, res_config_settings
from . import aftersales_opinion, aftersales_opinion_answer, aftersales_opinion_asking
from . import aftersales_dispatch, aftersales_order
from . import aftersales_outlet, res_partner
from . import aftersales_kpi_source
