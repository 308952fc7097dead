from . import aftersales_satisfaction_survey, aftersales_satisfaction_survey_sample
from . import aftersales_satisfaction_survey_invite
from . import aftersales_satisfaction_survey_steps
from . import aftersales_satisfaction_survey_figures
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
)
from . import aftersales_satisfaction_survey_measures, aftersales_corrective_task_survey
from . import res_company, res_config_settings
from . import aftersales_opinion, aftersales_opinion_answer, aftersales_opinion_asking
from . import aftersales_dispatch, aftersales_order
from . import aftersales_outlet, res_partner
from . import aftersales_kpi_source
