from . import test_registration, test_registration_page, test_warranty_card
from . import test_warranty_cases
from . import test_shipped_law, test_warranty_policy
from . import test_warranty_decision, test_warranty_alert
