from . import aftersales_order_type, aftersales_fault_code
from . import aftersales_order, aftersales_order_unit, aftersales_order_links
from . import aftersales_order_import, aftersales_order_site, aftersales_order_history
from . import (
    aftersales_order_steps,
    aftersales_order_closing,
    aftersales_order_money,
    aftersales_order_quotation,
    aftersales_order_price,
    aftersales_order_payment,
)
from . import aftersales_order_evidence, aftersales_order_help
from . import aftersales_order_portal
from . import aftersales_order_line, aftersales_order_line_price
from . import repair_order, repair_order_parts, stock_move, stock_move_line
from . import sale_order, account_move, account_payment, stock_picking, crm_lead
