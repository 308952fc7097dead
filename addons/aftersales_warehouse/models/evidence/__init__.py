from . import aftersales_kpi_source
from . import evidence_goods
from . import evidence_store
from . import evidence_parts
from . import evidence_offers
