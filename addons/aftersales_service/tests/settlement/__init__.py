from . import test_settlement_month
