from . import test_rate_card, test_settlement_month, test_settlement_dispute
from . import test_settlement_bill, test_settlement_access, test_settlement_portal
from . import test_settlement_example
