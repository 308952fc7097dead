from . import test_depreciation_month, test_depreciation_moves, test_depreciation_run
from . import test_depreciation_tour, test_stock_events
