from . import test_kpi_sources
from . import test_commitment
