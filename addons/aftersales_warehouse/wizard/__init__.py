from . import aftersales_issue_step
from . import aftersales_depreciation_catch_up, aftersales_depreciation_check
