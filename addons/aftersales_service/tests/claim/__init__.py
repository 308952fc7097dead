from . import test_claim_steps
from . import test_loan, test_warranty_cost
from . import test_claim_steps, test_claim_exchange, test_claim_return
from . import test_claim_money
