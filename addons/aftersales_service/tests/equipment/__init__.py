from . import test_equipment, test_labels, test_rate_limit, test_unit_page
