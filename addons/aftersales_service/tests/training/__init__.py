from . import test_training_duty, test_training_session, test_training_exam
from . import test_training_plan, test_training_cost, test_training_managers
from . import test_technician_file, test_certificate_reminders
from . import test_training_roles, test_training_portal
