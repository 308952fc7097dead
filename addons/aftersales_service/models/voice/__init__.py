from . import aftersales_satisfaction_survey, aftersales_satisfaction_survey_sample
from . import aftersales_satisfaction_survey_lock
from . import aftersales_satisfaction_survey_invite
from . import aftersales_satisfaction_survey_steps
from . import aftersales_satisfaction_survey_figures
from . import aftersales_satisfaction_survey_table
from . import aftersales_satisfaction_survey_report
from . import aftersales_satisfaction_figure
from . import survey_survey, survey_question, survey_question_answer
from . import survey_user_input, survey_user_input_line
from . import aftersales_kpi_source_survey, res_partner_survey
from . import res_company_return_visit, res_config_settings_return_visit
from . import (
    aftersales_corrective_task,
    aftersales_corrective_task_steps,
    aftersales_corrective_task_reminder,
    aftersales_corrective_task_origin,
)
from . import (
    aftersales_return_visit,
    aftersales_return_visit_steps,
    aftersales_return_visit_complaint,
    aftersales_return_visit_attempt,
    aftersales_checklist,
    aftersales_checklist_answer,
    aftersales_return_visit_campaign,
    aftersales_return_visit_campaign_sample,
    aftersales_return_visit_campaign_repeat,
    aftersales_return_visit_quota,
    aftersales_return_visit_coverage,
    aftersales_return_visit_statistic,
    aftersales_return_visit_campaign_coverage,
    aftersales_return_visit_campaign_statistic,
    aftersales_kpi_source_return_visit,
    aftersales_call_desk,
    res_partner_return_visit,
)
from . import (
    aftersales_care_plan,
    aftersales_care_plan_send,
    aftersales_care_date,
    aftersales_care_message,
    aftersales_care_message_delivery,
    res_partner_care,
)
from . import aftersales_satisfaction_survey_measures, aftersales_corrective_task_survey
from . import res_company, res_config_settings
from . import aftersales_opinion, aftersales_opinion_answer, aftersales_opinion_asking
from . import aftersales_dispatch, aftersales_order
from . import aftersales_outlet, res_partner
from . import aftersales_kpi_source
