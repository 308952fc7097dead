from . import aftersales_warehouse_demo
from . import aftersales_warehouse_demo_parts
