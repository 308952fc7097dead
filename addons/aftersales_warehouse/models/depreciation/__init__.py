from . import res_company, res_config_settings
from . import aftersales_depreciation_run, aftersales_depreciation_line
from . import aftersales_depreciation_queries, aftersales_depreciation_compute
from . import aftersales_depreciation_post
from . import aftersales_depreciation_entry, aftersales_depreciation_spread
from . import aftersales_depreciation_books, aftersales_depreciation_month
from . import aftersales_depreciation_sheet
from . import aftersales_stock_layer, aftersales_stock_layer_use
from . import aftersales_storage_policy, account_move
from . import aftersales_kpi_source
