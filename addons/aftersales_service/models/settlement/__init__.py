from . import aftersales_rate_card, aftersales_rate_card_rule
from . import aftersales_settlement, aftersales_settlement_line
from . import aftersales_settlement_gap, aftersales_settlement_dispute
from . import aftersales_settlement_steps, aftersales_settlement_month
from . import aftersales_settlement_reckoning, aftersales_settlement_deductions
from . import aftersales_settlement_words, aftersales_settlement_bill
from . import aftersales_settlement_portal
from . import aftersales_dispatch, aftersales_outlet, stock_move, account_move
from . import res_company, res_config_settings
