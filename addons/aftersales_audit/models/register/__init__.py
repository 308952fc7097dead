from . import aftersales_legal_item, aftersales_legal_item_watch
from . import aftersales_legal_evaluation, aftersales_legal_evaluation_line
from . import aftersales_corrective_task
