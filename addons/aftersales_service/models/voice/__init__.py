from . import res_company_return_visit, res_config_settings_return_visit
from . import (
    aftersales_corrective_task,
    aftersales_corrective_task_steps,
    aftersales_corrective_task_reminder,
)
