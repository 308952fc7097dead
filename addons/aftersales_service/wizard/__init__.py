from . import aftersales_intake
from . import aftersales_order_step
from . import aftersales_import_calls
from . import aftersales_ledger_export
