from . import aftersales_legal_item, aftersales_legal_item_watch
from . import aftersales_legal_evaluation, aftersales_legal_evaluation_line
from . import aftersales_corrective_task
from . import res_company, res_config_settings
from . import register_mixin
from . import aftersales_risk, aftersales_risk_watch
from . import aftersales_crisis_step, aftersales_crisis, aftersales_crisis_report
from . import aftersales_recovery
from . import aftersales_research
from . import aftersales_suggestion
from . import aftersales_kpi_source
from . import evidence_register
