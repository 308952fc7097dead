from . import aftersales_satisfaction_survey, aftersales_satisfaction_survey_sample
from . import aftersales_satisfaction_survey_steps
from . import aftersales_satisfaction_survey_figures
from . import aftersales_satisfaction_survey_report
from . import aftersales_satisfaction_figure
from . import survey_survey, survey_question, survey_question_answer
from . import survey_user_input, survey_user_input_line
from . import aftersales_kpi_source_survey
