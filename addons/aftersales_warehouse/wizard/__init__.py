from . import aftersales_goods_sheet
from . import aftersales_goods_sheet_rows
from . import aftersales_goods_sheet_book
from . import aftersales_goods_check
from . import aftersales_depreciation_catch_up, aftersales_depreciation_check
