from . import test_outlet_portal_access, test_portal_outlet, test_portal_outlet_access
from . import test_handover, test_outlet_new_jobs, test_scorecard
from . import test_portal_outlet_tour, test_role_records
