from . import test_complaint_path
