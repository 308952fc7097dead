from . import (
    aftersales_dispatch_van,
    aftersales_dispatch_field,
    aftersales_dispatch_field_data,
)
from . import (
    aftersales_field_action,
    aftersales_field_action_intake,
    aftersales_field_action_kinds,
)
from . import hr_employee, res_company, res_config_settings
