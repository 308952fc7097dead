from . import aftersales_claim, aftersales_claim_steps
from . import aftersales_claim_exchange, aftersales_claim_return
from . import aftersales_claim_money
from . import aftersales_order, aftersales_equipment
from . import res_company_loan, res_config_settings_loan, product_template
from . import aftersales_loan, aftersales_loan_stock, aftersales_loan_chase
from . import aftersales_order_loan
from . import account_move_line, stock_lot_receipt, stock_move
