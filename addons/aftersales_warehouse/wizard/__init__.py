from . import aftersales_network_gate
from . import aftersales_network_gate_line
from . import aftersales_network_step
from . import aftersales_depreciation_catch_up, aftersales_depreciation_check
