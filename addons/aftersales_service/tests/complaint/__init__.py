from . import test_complaint_path, test_complaint_level
