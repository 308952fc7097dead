from . import test_outlet_portal_access, test_portal_outlet, test_portal_outlet_access
