from . import aftersales_goods_sheet
from . import aftersales_goods_sheet_rows
from . import aftersales_goods_sheet_book
from . import aftersales_goods_check
