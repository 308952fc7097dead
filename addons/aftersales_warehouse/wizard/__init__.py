from . import aftersales_network_gate
from . import aftersales_network_gate_line
from . import aftersales_network_step
