from . import aftersales_depreciation_run
