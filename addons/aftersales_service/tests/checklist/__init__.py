from . import test_checklist, test_spot_check
