from . import aftersales_storage_policy
from . import aftersales_stock_layer
from . import aftersales_stock_layer_use
from . import aftersales_stock_shortage
from . import stock_location
from . import stock_warehouse
