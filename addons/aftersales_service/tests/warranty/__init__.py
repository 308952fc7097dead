from . import test_warranty_cases
