from . import test_kpi_sources
from . import test_commitment
from . import test_kpi_target, test_kpi_result
from . import test_kpi_sheet
from . import test_budget, test_performance_entry
