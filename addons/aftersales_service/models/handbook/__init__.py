from . import aftersales_handbook_handler
from . import (
    aftersales_handbook_handler_sla,
    aftersales_handbook_handler_warranty,
    aftersales_handbook_handler_checklist,
    aftersales_handbook_handler_kpi,
    aftersales_handbook_handler_archive,
    aftersales_handbook_handler_commitment,
    aftersales_handbook_handler_people,
)
from . import (
    aftersales_handbook_parameter,
    aftersales_handbook,
    aftersales_handbook_item,
    aftersales_handbook_application,
    aftersales_handbook_application_line,
)
from . import aftersales_commitment
