from . import aftersales_kpi_source
from . import aftersales_kpi_source_order, aftersales_kpi_source_time
from . import aftersales_kpi_source_goods, aftersales_kpi_source_people
from . import aftersales_budget, aftersales_budget_actual
from . import aftersales_kpi_source_cost
from . import aftersales_evidence, aftersales_finding
from . import aftersales_kpi
from . import aftersales_kpi_target, aftersales_kpi_target_steps
from . import aftersales_kpi_target_split
from . import aftersales_kpi_result, aftersales_kpi_snapshot
from . import aftersales_kpi_dashboard
from . import aftersales_performance_source, aftersales_performance_rule
from . import aftersales_performance_entry, aftersales_performance_decision
from . import aftersales_order, aftersales_order_sla, aftersales_dispatch
from . import aftersales_spot_check
from . import res_company, res_config_settings
from . import (
    aftersales_commitment,
    aftersales_commitment_promise,
    aftersales_commitment_check,
    aftersales_commitment_backing,
    aftersales_commitment_steps,
    aftersales_commitment_revision,
    aftersales_commitment_page,
)
from . import res_company_commitment, res_config_settings_commitment
