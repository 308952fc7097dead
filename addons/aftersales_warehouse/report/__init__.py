from . import aftersales_old_part_label
from . import aftersales_depreciation_run
