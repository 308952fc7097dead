from . import aftersales_complaint_category, aftersales_complaint_criterion
from . import aftersales_complaint_level, aftersales_complaint_route
from . import aftersales_complaint, aftersales_complaint_guard
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
from . import res_company, res_config_settings
