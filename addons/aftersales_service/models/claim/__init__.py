from . import aftersales_evidence_type, aftersales_evidence_rule
from . import aftersales_approval_tier, aftersales_goodwill_budget
from . import aftersales_claim, aftersales_claim_steps
from . import aftersales_claim_approval, aftersales_claim_signature
from . import aftersales_claim_goodwill
from . import aftersales_claim_remedies
from . import aftersales_claim_proof, aftersales_claim_evidence
from . import aftersales_claim_settlement, aftersales_claim_documents
from . import aftersales_claim_cost
from . import aftersales_claim_goods
from . import aftersales_claim_exchange, aftersales_claim_replacement
from . import aftersales_claim_return
from . import aftersales_claim_inspection, aftersales_claim_refund
from . import aftersales_claim_money, aftersales_claim_portal
from . import aftersales_order, aftersales_equipment
from . import res_company_loan, res_config_settings_loan, product_template
from . import aftersales_loan, aftersales_loan_stock, aftersales_loan_chase
from . import aftersales_order_loan, aftersales_order_loan_owed
from . import account_move_line, stock_lot_receipt, stock_move
from . import aftersales_supplier_agreement
from . import aftersales_claim_part, aftersales_claim_part_collect
from . import aftersales_claim_part_credit
from . import aftersales_claim_supplier, aftersales_claim_cost_lines
from . import stock_lot, stock_picking, account_move, sale_order
from . import res_company, res_config_settings
from . import stock_picking_supplier
