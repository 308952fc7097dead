from . import aftersales_equipment
from . import product_product, product_template, stock_lot
