from . import test_satisfaction_figures, test_satisfaction_survey
from . import test_corrective_task
from . import test_satisfaction_page
