from . import (
    aftersales_checklist,
    aftersales_checklist_question,
    aftersales_checklist_option,
    aftersales_checklist_mixin,
    aftersales_checklist_answer,
    aftersales_checklist_reading,
)
from . import aftersales_dispatch_checklist, aftersales_spot_check
