from . import res_company_internal, res_config_settings_internal
from . import aftersales_internal_request, aftersales_internal_request_steps
from . import aftersales_complaint_category, aftersales_complaint_criterion
from . import aftersales_complaint_level, aftersales_complaint_route
from . import aftersales_complaint, aftersales_complaint_parties
from . import aftersales_complaint_guard
from . import aftersales_complaint_intake, aftersales_complaint_assessment
from . import aftersales_complaint_handler, aftersales_complaint_steps
from . import aftersales_complaint_answer, aftersales_complaint_feedback
from . import aftersales_complaint_outside, aftersales_complaint_compensation
from . import aftersales_complaint_links
from . import aftersales_complaint_clock, aftersales_complaint_sla
from . import aftersales_sla_policy, aftersales_sla_target, mail_activity
from . import aftersales_complaint_offer, aftersales_complaint_offer_claim
from . import aftersales_complaint_mediation
from . import aftersales_claim, aftersales_order, aftersales_equipment, res_partner
from . import aftersales_complaint_outlet, aftersales_outlet_entry
from . import aftersales_settlement, aftersales_performance_source
from . import res_company, res_config_settings
from . import aftersales_complaint_page, aftersales_complaint_portal
from . import res_company_figures, res_config_settings_figures
from . import aftersales_complaint_figures, aftersales_kpi_source
