from . import test_corrective_task
from . import test_return_visit, test_return_visit_campaign
from . import test_call_desk
from . import test_care
