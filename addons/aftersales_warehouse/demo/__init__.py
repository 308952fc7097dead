from . import aftersales_warehouse_demo
