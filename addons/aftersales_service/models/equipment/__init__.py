from . import aftersales_equipment, aftersales_equipment_page
from . import aftersales_label_format
from . import product_product, product_template, stock_lot
