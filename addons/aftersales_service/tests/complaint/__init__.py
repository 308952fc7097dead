from . import test_internal_request
from . import test_complaint_path
