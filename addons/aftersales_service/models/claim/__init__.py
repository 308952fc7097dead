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
from . import aftersales_claim_exchange, aftersales_claim_return
from . import aftersales_claim_inspection, aftersales_claim_refund
from . import aftersales_claim_money, aftersales_claim_portal
from . import aftersales_order, aftersales_equipment
from . import stock_lot, stock_picking, account_move, sale_order
from . import res_company, res_config_settings
