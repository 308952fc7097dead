from . import aftersales_warehouse_demo
from . import aftersales_warehouse_demo_layer
from . import aftersales_warehouse_demo_depreciation
from . import aftersales_warehouse_demo_goods
from . import (
    aftersales_warehouse_demo_ledger,
)
from . import aftersales_warehouse_demo_stocktake
from . import aftersales_warehouse_demo_network
from . import aftersales_warehouse_demo_parts
