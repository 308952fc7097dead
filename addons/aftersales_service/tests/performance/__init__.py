from . import test_kpi_sources
from . import test_commitment
from . import test_kpi_sources, test_kpi_target, test_kpi_result
