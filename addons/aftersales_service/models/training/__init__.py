from . import aftersales_training
from . import aftersales_training_plan, aftersales_training_plan_line
from . import aftersales_training_plan_budget
from . import aftersales_training_session, aftersales_training_session_steps
from . import aftersales_training_session_cost, aftersales_training_cost
from . import account_move_line
from . import aftersales_training_attendance, aftersales_training_exam
from . import aftersales_training_grant, survey_user_input
from . import aftersales_post_requirement
from . import aftersales_employee_duty, aftersales_employee_duty_steps
from . import hr_employee, hr_employee_card, hr_employee_skill
from . import aftersales_technician_file, aftersales_technician_request
from . import aftersales_dispatch
from . import aftersales_manager_quota, aftersales_kpi_source, aftersales_kpi
from . import res_partner, res_company, res_config_settings
