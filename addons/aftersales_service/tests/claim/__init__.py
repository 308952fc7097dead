from . import test_claim_steps
from . import test_loan, test_warranty_cost
