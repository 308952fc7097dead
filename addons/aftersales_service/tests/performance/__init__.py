from . import test_kpi_sources
