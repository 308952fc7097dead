from . import aftersales_claim, aftersales_claim_steps
from . import aftersales_claim_exchange, aftersales_claim_return
from . import aftersales_claim_money
from . import aftersales_order, aftersales_equipment
