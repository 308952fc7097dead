from . import aftersales_warehouse_demo
from . import aftersales_warehouse_demo_depreciation
from . import aftersales_warehouse_demo_layer
