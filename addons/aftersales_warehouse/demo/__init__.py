from . import aftersales_warehouse_demo
from . import aftersales_warehouse_demo_layer
from . import aftersales_warehouse_demo_network
