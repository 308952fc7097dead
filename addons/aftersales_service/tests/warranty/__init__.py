from . import test_shipped_law, test_warranty_cases
