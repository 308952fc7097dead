from . import test_delivery_notes
from . import test_goods_ledger
from . import test_goods_sheet
from . import test_ledger_rights
from . import test_reconciliation
from . import test_stock_clearing
