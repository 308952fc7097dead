from . import test_shipped_law, test_warranty_cases, test_warranty_policy
from . import test_warranty_decision, test_warranty_alert
