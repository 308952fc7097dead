from . import test_internal_request
