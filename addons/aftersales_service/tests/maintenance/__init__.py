from . import test_contract, test_contract_billing, test_maintenance_plan
from . import test_contract_portal, test_contract_paper
