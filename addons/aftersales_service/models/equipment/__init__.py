from . import unit_origin_mixin
from . import aftersales_equipment, aftersales_equipment_owner
from . import aftersales_equipment_part, aftersales_equipment_life
from . import aftersales_equipment_delivery, aftersales_equipment_pieces
from . import aftersales_equipment_invoice, aftersales_equipment_parts
from . import aftersales_equipment_import, aftersales_equipment_build
from . import product_product, product_template, stock_lot
from . import stock_move, stock_move_line, stock_picking
from . import sale_order, sale_order_line, account_move, account_move_line
