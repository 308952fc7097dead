from . import test_registration, test_registration_page, test_warranty_card
from . import test_warranty_cases
