from . import aftersales_depreciation_catch_up, aftersales_depreciation_check
from . import aftersales_issue_step
from . import aftersales_goods_sheet, aftersales_goods_sheet_rows
from . import aftersales_goods_sheet_book, aftersales_goods_check
from . import aftersales_network_gate, aftersales_network_gate_line
from . import aftersales_network_step
from . import aftersales_van_wizard, aftersales_van_wizard_line
