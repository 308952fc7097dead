from . import aftersales_checklist, aftersales_checklist_answer
from . import res_company, res_config_settings
from . import aftersales_order_type
from . import aftersales_delivery_document_type, aftersales_delivery_document
from . import aftersales_delivery, aftersales_delivery_steps, aftersales_delivery_page
from . import aftersales_delivery_damage
from . import aftersales_claim
from . import stock_picking_type, stock_picking, stock_move
from . import aftersales_installation_procedure, aftersales_installation_measure
from . import aftersales_installation_procedure_step
from . import aftersales_installation, aftersales_installation_steps
from . import aftersales_installation_guard, aftersales_installation_run
from . import aftersales_installation_page
from . import aftersales_installation_part_mixin, aftersales_installation_step
from . import aftersales_installation_reading, aftersales_installation_value
from . import aftersales_installation_property
from . import aftersales_installation_training, aftersales_installation_trainee
from . import aftersales_order, aftersales_dispatch
from . import aftersales_kpi_source
from . import res_partner
