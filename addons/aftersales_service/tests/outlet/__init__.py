from . import test_outlet, test_outlet_reason
from . import test_outlet_application, test_outlet_reminders, test_outlet_hierarchy
from . import test_outlet_finder
