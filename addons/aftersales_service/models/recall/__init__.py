from . import aftersales_recall, aftersales_recall_steps
from . import aftersales_recall_selection, aftersales_recall_hits
from . import aftersales_recall_criterion, aftersales_recall_criterion_hits
from . import aftersales_recall_part, aftersales_recall_parts
from . import aftersales_recall_line, aftersales_recall_line_reply
from . import aftersales_recall_answer, aftersales_recall_orders
from . import aftersales_recall_wave, aftersales_recall_notice
from . import aftersales_recall_wave_sending, aftersales_recall_notice_page
from . import aftersales_recall_outlet
from . import aftersales_equipment, aftersales_order, aftersales_outlet
from . import stock_location, stock_lot, stock_move_line, stock_picking
