from . import test_outlet, test_outlet_reason
