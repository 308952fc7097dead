from . import aftersales_van_wizard
from . import aftersales_van_wizard_line
from . import aftersales_depreciation_catch_up, aftersales_depreciation_check
